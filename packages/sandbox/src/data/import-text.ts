import { ESTIMATED, readCsv, readGreenButton, type Series, slotEndMs, slotStartMs } from '@arc-elements/intervals';
import { ImportError, type ImportedMeter, importPlugBody } from './import.ts';
import type { Reading } from './source.ts';

/**
 * Reads the text of a file: a Plug interval body (JSON), Green Button XML, with a meter for each usage point, or CSV.
 * @throws {ImportError} It is none of these, or holds no readings. `message` says why.
 */
export function importText(text: string): ImportedMeter[] {
  const start = text.trimStart()[0];
  if (start === undefined) throw new ImportError('it is empty');
  if (start === '{' || start === '[') return [importPlugBody(parseJson(text))];
  try {
    return start === '<' ? importGreenButton(text) : [meterOf(readCsv(text).series, 'CSV')];
  } catch (error) {
    if (error instanceof ImportError) throw error;
    // The readers say what they could not read, in one sentence.
    throw new ImportError(firstLine(error), { cause: error });
  }
}

function importGreenButton(xml: string): ImportedMeter[] {
  const { usagePoints } = readGreenButton(xml);
  const wanted = usagePoints.flatMap((point, index) =>
    point.readings > 0 && point.service !== 'gas' && point.service !== 'water' ? [index] : [],
  );
  const meters = wanted.map((index) => {
    const { series, meter } = readGreenButton(xml, { usagePoint: index });
    return meterOf(series, meter.meterNumber ?? `GREENBUTTON ${index + 1}`);
  });
  if (meters.length === 0) throw new ImportError('it has no electric readings');
  return meters;
}

function meterOf(series: Series, meterNumber: string): ImportedMeter {
  const readings: Reading[] = [];
  for (let i = 0; i < series.length; i++) {
    const span = {
      startMs: slotStartMs(series, i),
      endMs: slotEndMs(series, i),
      estimated: series.quality[i] === ESTIMATED,
    };
    const into = series.importKwh[i] as number;
    const out = series.exportKwh[i] as number;
    if (!Number.isNaN(into)) readings.push({ ...span, direction: 'import', kwh: into });
    if (!Number.isNaN(out)) readings.push({ ...span, direction: 'export', kwh: out });
  }
  if (readings.length === 0) throw new ImportError('it has no readings');
  return {
    timeZone: series.timeZone,
    readings,
    exportMeasured: series.exportMeasured,
    readType: 'ACTUAL',
    meterNumber,
    providerName: null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ImportError('it is not valid JSON', { cause: error });
  }
}

const firstLine = (error: unknown): string => (error as Error).message.split('\n')[0] as string;
