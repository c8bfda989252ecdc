export { type DateOrder, dateOrderOf } from './date-order.ts';
export { instantsOfEnds } from './end-instants.ts';
export { instantsOfLocal, type LocalInstants } from './local-instants.ts';
export { mostFrequent, nextTimesOf, usualDistance } from './most-frequent.ts';
export { instantsOfNumbered } from './numbered-instants.ts';
export { parseLocal, parseTime } from './parse-local.ts';
export { type StampReader, stampReaderOf } from './stamps.ts';
