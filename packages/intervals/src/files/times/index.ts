export { type DateOrder, dateOrderOf } from './date-order.ts';
export { type Placed, placeEnds, placeNumbered, placeWall } from './place.ts';
export { type StampKind, type StampReader, stampReaderOf } from './stamps.ts';
export { parseTime, parseWall } from './wall.ts';
