export { type CsvColumn, type CsvData, type CsvRole, type CsvUnit, readCsv } from './read.ts';
export { type WriteCsvOptions, writeCsv } from './write.ts';
