export { type GreenButtonData, type ReadGreenButtonOptions, readGreenButton, type UsagePointInfo } from './read.ts';
export { type WriteGreenButtonOptions, writeGreenButton } from './write.ts';
