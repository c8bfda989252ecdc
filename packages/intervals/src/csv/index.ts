export type { CsvColumn, CsvRole, CsvUnit } from './columns.ts';
export { type CsvData, readCsv } from './read.ts';
export { type WriteCsvOptions, writeCsv } from './write.ts';
