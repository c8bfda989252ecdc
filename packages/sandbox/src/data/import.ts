import type { Published, Reading } from './source.ts';

/** A file's readings, ready to be served as a meter. */
export interface ImportedMeter extends Published {
  readonly meterNumber: string;
  readonly providerName: string | null;
}

/** A file that cannot be imported. `message` says why, without the file's name. */
export class ImportError extends Error {
  readonly code = 'import';
}

/**
 * Reads a Plug interval body, raw or normalized, as parsed JSON.
 * @throws {ImportError} It is neither, or has no reading with a time and an amount.
 */
export function importPlugBody(body: unknown): ImportedMeter {
  if (!isObject(body) || !Array.isArray(body.readings)) {
    throw new ImportError('it is not a Plug interval body: there is no "readings" array');
  }
  const rows = body.readings as unknown[];
  const readings = rows.some((row) => isObject(row) && Array.isArray(row.importKwh))
    ? fromColumns(body, rows)
    : fromRows(rows);
  if (readings.length === 0) throw new ImportError('it has no readings');
  const zone = body.localTimezone;
  const timeZone = typeof zone === 'string' && isZone(zone) ? zone : 'UTC';
  const number = body.meterNumber;
  return {
    timeZone,
    readings,
    exportMeasured: readings.some((reading) => reading.direction === 'export'),
    readType: typeof body.readType === 'string' ? body.readType : 'ACTUAL',
    meterNumber: typeof number === 'string' || typeof number === 'number' ? String(number) : 'IMPORTED',
    providerName: typeof body.providerName === 'string' ? body.providerName : null,
  };
}

function fromRows(rows: readonly unknown[]): Reading[] {
  return rows.flatMap((row, index) => {
    if (!isObject(row)) throw new ImportError(`readings[${index}] is not an object`);
    const startMs = Date.parse(String(row.startAt));
    const endMs = Date.parse(String(row.endAt));
    if (!(endMs > startMs)) throw new ImportError(`readings[${index}] has no startAt before its endAt`);
    const kwh = row.kwh;
    if (kwh === null || kwh === undefined) return [];
    if (typeof kwh !== 'number' || !Number.isFinite(kwh))
      throw new ImportError(`readings[${index}].kwh is not a number`);
    const direction = row.direction === 'export' ? 'export' : 'import';
    return [{ startMs, endMs, direction, kwh }] satisfies Reading[];
  });
}

function fromColumns(body: Record<string, unknown>, rows: readonly unknown[]): Reading[] {
  const startMs = Date.parse(String(body.startAt ?? body.earliestIntervalAt));
  if (Number.isNaN(startMs)) throw new ImportError('it is a normalized body without a startAt');
  const minutes = typeof body.intervalDurationMinutes === 'number' ? body.intervalDurationMinutes : 15;
  const readings: Reading[] = [];
  let offset = 0;
  for (const row of rows) {
    if (!isObject(row)) continue;
    const into = Array.isArray(row.importKwh) ? row.importKwh : [];
    const out = Array.isArray(row.exportKwh) ? row.exportKwh : [];
    // An export column that is 0 all along is how a meter looks that does not measure export.
    const exporting = out.some((value) => typeof value === 'number' && value !== 0);
    for (let i = 0; i < Math.max(into.length, out.length); i++) {
      const from = startMs + (offset + i) * minutes * 60_000;
      const span = { startMs: from, endMs: from + minutes * 60_000 };
      if (typeof into[i] === 'number') readings.push({ ...span, direction: 'import', kwh: into[i] });
      if (exporting && typeof out[i] === 'number') readings.push({ ...span, direction: 'export', kwh: out[i] });
    }
    offset += Math.max(into.length, out.length);
  }
  return readings;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // the constructor is the only way to ask, and it answers by throwing
  }
}
