import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Public data sets are in a folder beside the repository. Without it, tests on them are skipped.
 */
const FOLDER = new URL('../../../../../shared/data/', import.meta.url);

export const DATA_SETS = [
  'au-solar-5min',
  'uk-30min',
  'us-15min-15days',
  'us-central-hourly-dst',
  'us-east-e6-hourly',
  'us-pacific-hourly-gap',
] as const;

export const dataSkip: string | false = existsSync(FOLDER)
  ? false
  : 'the shared data sets are not beside the repository';

export function loadText(name: string): string {
  const plain = new URL(`${name}.json`, FOLDER);
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  return gunzipSync(readFileSync(new URL(`${name}.json.gz`, FOLDER))).toString('utf8');
}

export function load(name: string): unknown {
  return JSON.parse(loadText(name));
}

export interface Expect {
  readonly localTimezone: string;
  readonly raw: {
    readonly readings: number;
    readonly channels: Readonly<
      Record<'import' | 'export', { readonly distinct: number; readonly distinctSumKwh: string } | undefined>
    >;
    readonly firstStartAt: string;
    readonly lastEndAt: string;
    readonly gaps: readonly { readonly fromAt: string; readonly toAt: string; readonly missingMinutes: number }[];
    readonly duplicates: number;
  };
  readonly normalized: {
    readonly slots: number;
    readonly nullImport: number;
    readonly nullExport: number;
    readonly nullNet: number;
    readonly sumImportKwh: string;
    readonly sumExportKwh: string;
    readonly sumNetKwh: string;
    readonly maxNetKwh: string;
    readonly minNetKwh: string;
    readonly negativeNetSlots: number;
  };
  readonly localMonths: Readonly<Record<string, { readonly importKwh: string; readonly exportKwh: string }>>;
  readonly localDays: Readonly<
    Record<string, { readonly readings: number; readonly importKwh: string; readonly exportKwh: string }>
  >;
  readonly localDayCount: number;
  readonly highestImportDay: string;
}

export function loadExpect(id: string): Expect {
  return load(`${id}.expect`) as Expect;
}

const SAMPLES = new URL('../../../../../shared/upstream/samples/plug/', import.meta.url);

export const samplesSkip: string | false = existsSync(SAMPLES)
  ? false
  : 'the published samples are not beside the repository';

export function loadSample(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8'));
}
