import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Demo } from '../demo/server/server.ts';
import { openBrowser, type PageRecord } from './support/browser.ts';
import {
  LOOKS,
  type LookName,
  openGallery,
  type PictureContent,
  statesOf,
  takePicture,
} from './support/picture-page.ts';
import { openComparer } from './support/pictures.ts';
import { startDemoAlone } from './support/site.ts';

const FOLDER = join(import.meta.dirname, 'pictures');
const UPDATE = process.env.UPDATE_PICTURES === '1';
/**
 * Pixels of a picture that may differ. `packages/elements/bench/RESULTS.md` lists how many differ
 * after typical mistakes.
 */
const TOLERANCE_PX = 20;

/** States of the gallery: every view, and everything that can be shown in place of one. */
const STATES = [
  'usage',
  'day',
  'year',
  'heatmap',
  'average-day',
  'duration',
  'months',
  'time-of-use',
  'table',
  'compare',
  'options',
  'series',
  'partial',
  'unusable',
  'import-only',
  'clock-change',
  'out-of-range',
  'loading',
  'empty',
  'not-activated',
  'collecting',
  'collecting-again',
  'not-supported',
  'no-readings',
  'file',
  'file-read',
  'file-questions',
  'file-refused',
  'file-progress',
  'stale',
  'failed',
  'meters-failed',
  'wrong-series',
  'signed-out',
  'no-session',
];

const SHOTS: Readonly<Record<string, PictureContent>> = {
  ...Object.fromEntries(STATES.map((state) => [state, { state }])),
  'day-cursor': { state: 'day', keys: ['Home', 'PageDown', 'PageDown', 'ArrowRight'] },
  'day-hour': { state: 'day', properties: { resolution: 'hour' } },
  'usage-day': { state: 'usage', properties: { resolution: 'day' } },
  'year-day': { state: 'year', properties: { resolution: 'day' } },
  'year-slot': { state: 'year', properties: { resolution: 'slot' } },
  'year-month': { state: 'year', properties: { resolution: 'month' } },
  'usage-separate': { state: 'usage', properties: { channels: 'separate' } },
  'partial-slot': { state: 'partial', properties: { resolution: 'slot' } },
  'partial-day': { state: 'partial', properties: { resolution: 'day' } },
  'partial-separate': { state: 'partial', properties: { channels: 'separate' } },
  'partial-heatmap': { state: 'partial', properties: { view: 'heatmap', range: 'all' } },
  'partial-months': { state: 'partial', properties: { view: 'months', range: 'all' } },
  'clock-change-heatmap': { state: 'clock-change', properties: { view: 'heatmap' } },
  'import-only-average-day': { state: 'import-only', properties: { view: 'average-day', range: 'all' } },
  'months-cursor': { state: 'months', keys: ['Home', 'ArrowRight'] },
};

describe('pictures of the chart', { timeout: 180_000 }, () => {
  let browser: Browser;
  let demo: Demo;
  let comparer: Awaited<ReturnType<typeof openComparer>>;
  let kept: string | undefined;
  const opened = new Map<LookName, { page: Page; record: PageRecord }>();

  before(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await openBrowser();
    comparer = await openComparer(browser);
    // The gallery needs neither broker nor sandbox.
    demo = await startDemoAlone();
    for (const look of Object.keys(LOOKS) as LookName[]) opened.set(look, await openGallery(browser, demo.url, look));
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  it('exist for every state in the gallery, and for no other', async () => {
    assert.deepEqual([...(await statesOf(pageOf('light')))].sort(), [...STATES].sort());
    const known = new Set(
      Object.keys(SHOTS).flatMap((name) => Object.keys(LOOKS).map((look) => `${name}.${look}.png`)),
    );
    assert.deepEqual(
      globSync('*', { cwd: FOLDER }).filter((file) => !known.has(file)),
      [],
    );
  });

  for (const [name, shot] of Object.entries(SHOTS)) {
    it(`${name}: looks the same as before, light, dark and in forced colours`, async () => {
      const looks = Object.keys(LOOKS) as LookName[];
      const complaints = await Promise.all(looks.map((look) => differencesOf(name, look, shot)));
      assert.deepEqual(complaints.flat(), []);
    });
  }

  it('are made without an error on the page', () => {
    for (const [look, { record }] of opened) assert.deepEqual(record.problems, [], look);
  });

  const pageOf = (look: LookName): Page => (opened.get(look) as { page: Page }).page;

  async function differencesOf(name: string, look: LookName, shot: PictureContent): Promise<string[]> {
    const file = join(FOLDER, `${name}.${look}.png`);
    const actual = await takePicture(pageOf(look), shot);
    const expected = existsSync(file) ? readFileSync(file) : undefined;
    const { pixels, shown } =
      expected === undefined
        ? { pixels: Number.POSITIVE_INFINITY, shown: Buffer.alloc(0) }
        : await comparer.compare(expected, actual);
    if (pixels <= TOLERANCE_PX) return [];
    if (UPDATE) {
      writeFileSync(file, actual);
      return [];
    }
    kept ??= mkdtempSync(join(tmpdir(), 'arc-elements-pictures-'));
    writeFileSync(join(kept, `${name}.${look}.png`), actual);
    if (shown.length > 0) writeFileSync(join(kept, `${name}.${look}.difference.png`), shown);
    return [`${name}.${look}: ${expected === undefined ? 'no picture is kept' : `${pixels} pixels`}; see ${kept}`];
  }
});
