export { type DateOrder, dateOrderOf } from './date-order.ts';
export { type Placed, placeWall } from './place.ts';
export { placeEnds } from './place-ends.ts';
export { placeNumbered } from './place-numbered.ts';
export { type StampReader, stampReaderOf } from './stamps.ts';
export { parseTime, parseWall } from './wall.ts';
