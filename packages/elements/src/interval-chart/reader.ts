// Sessions and files with what is said where there are no readings, as one file: a chart that the page gives a series needs none of it.
export { noReadings, noteAbove, stateOf } from './parts/states.ts';
export { default as styles } from './reader.styles.ts';
export { SourceController } from './source.ts';
