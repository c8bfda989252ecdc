// A module of its own so that pages without readings do not load the energy arithmetic: it is
// imported on first use.
export { readIntervalsText } from '@arc-elements/intervals';
