// Imported on first use, so that pages without readings do not load this package.
export { readIntervalsText } from '@arc-elements/intervals';
