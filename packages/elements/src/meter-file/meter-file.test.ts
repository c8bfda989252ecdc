import { expect, nextFrame, oneEvent } from '@open-wc/testing';
import { LazyModule } from '../internal/lazy-module.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import { kwh, part } from '../interval-chart/testing/chart.ts';
import { createTestSession } from '../testing/test-session.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { messages } from './messages.ts';
import { AMBIGUOUS_DATES, button, csv, drop, dropOnly, fileChart, pick, TWO_COLUMNS, textAt } from './testing/files.ts';
import { HeldWorker, replaceWorkers, restoreWorkers } from './testing/held-workers.ts';
import { fileTiming } from './timing.ts';

const ONE = csv('Usage (kWh)', [1], [2]);
const OTHER = csv('Usage (kWh)', [3], [4]);
const { progress } = fileTiming;

const address = (text: string): string => URL.createObjectURL(new Blob([text]));
const asks = (el: ArcIntervalChartElement): boolean => part(el, 'file-questions') !== null;

/** Returns the n-th worker that was started, once it has a file to read. */
async function worker(n: number): Promise<HeldWorker> {
  await waitUntil(() => HeldWorker.started[n] !== undefined, 'a worker');
  const started = HeldWorker.started[n] as HeldWorker;
  await started.asked;
  return started;
}

describe('a file in arc-interval-chart', () => {
  afterEach(() => {
    restoreWorkers();
    fileTiming.progress = progress;
  });

  it('is read in a worker, which is terminated afterwards', async () => {
    const events: string[] = [];
    const { Worker } = globalThis;
    replaceWorkers(
      class extends Worker {
        constructor(...args: ConstructorParameters<typeof Worker>) {
          super(...args);
          this.addEventListener('message', () => events.push('answer'));
        }

        override terminate(): void {
          events.push('end');
          super.terminate();
        }
      },
    );
    const el = await fileChart();
    await drop(el, ONE);
    expect(kwh(el, 'total-import')).to.equal(3);
    expect(events).to.deep.equal(['answer', 'end']);
  });

  it('is read on the page if the worker script is of another origin', async () => {
    replaceWorkers(
      class {
        constructor() {
          throw new DOMException('of another origin', 'SecurityError');
        }
      },
    );
    const el = await fileChart();
    await drop(el, ONE);
    expect(kwh(el, 'total-import')).to.equal(3);
  });

  it('is read on the page if the worker script does not load', async () => {
    replaceWorkers(
      class extends HeldWorker {
        override postMessage(): void {
          this.dispatchEvent(new Event('error', { cancelable: true }));
        }
      },
    );
    const el = await fileChart();
    await drop(el, ONE);
    expect(kwh(el, 'total-import')).to.equal(3);
    expect(HeldWorker.started.every(({ isEnded }) => isEnded)).to.equal(true);
  });

  it('shows its progress only if reading takes long', async () => {
    replaceWorkers(HeldWorker);
    const el = await fileChart();
    fileTiming.progress = 2 ** 30;
    dropOnly(el, ONE);
    const quick = await worker(0);
    await nextFrame();
    expect(part(el, 'file-progress'), 'at once').to.equal(null);
    quick.answer();
    await el.updateComplete;
    fileTiming.progress = 0;
    dropOnly(el, OTHER, 'other.csv');
    await waitUntil(() => part(el, 'file-progress'), 'file-progress');
    expect(textAt(el, '[part="file-progress"] [role="status"]')).to.contain('Reading other.csv');
    await expect(el).to.be.accessible();
    (await worker(1)).answer();
    await el.updateComplete;
    expect(part(el, 'file-progress')).to.equal(null);
    expect(kwh(el, 'total-import')).to.equal(7);
  });

  it('can be cancelled while it is read, which shows the previous file again', async () => {
    const el = await fileChart();
    await drop(el, ONE);
    replaceWorkers(HeldWorker);
    fileTiming.progress = 0;
    dropOnly(el, OTHER, 'other.csv');
    const { isEnded } = await worker(0);
    expect(isEnded).to.equal(false);
    await waitUntil(() => part(el, 'file-cancel'), 'file-cancel');
    part(el, 'file-cancel')?.click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(3);
    expect(HeldWorker.started[0]?.isEnded).to.equal(true);
  });

  it('can be cancelled if it is the first one, which asks for a file again', async () => {
    replaceWorkers(HeldWorker);
    fileTiming.progress = 0;
    const el = await fileChart();
    dropOnly(el, ONE);
    await waitUntil(() => part(el, 'file-cancel'), 'file-cancel');
    part(el, 'file-cancel')?.click();
    await el.updateComplete;
    expect(part(el, 'open-file')).to.not.equal(null);
  });

  it('can be cancelled if it is the file of the page, and loaded again', async () => {
    replaceWorkers(HeldWorker);
    fileTiming.progress = 0;
    const el = await fileChart();
    el.src = address(ONE);
    await worker(0);
    await waitUntil(() => part(el, 'file-cancel'), 'file-cancel');
    part(el, 'file-cancel')?.click();
    await el.updateComplete;
    expect(part(el, 'error')?.dataset.code).to.equal('aborted');
    part(el, 'retry')?.click();
    (await worker(1)).answer();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(3);
  });

  it('is replaced by a newer one, even if it is read later', async () => {
    replaceWorkers(HeldWorker);
    const el = await fileChart();
    dropOnly(el, ONE);
    const older = await worker(0);
    dropOnly(el, OTHER, 'other.csv');
    const newer = await worker(1);
    expect(older.isEnded, 'older one ended').to.equal(true);
    newer.answer();
    await el.updateComplete;
    older.answer();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(7);
    expect(textAt(el, '.file-below__name')).to.contain('other.csv');
  });

  it('is not read at all if a newer one is dropped in the same task', async () => {
    replaceWorkers(HeldWorker);
    const el = await fileChart();
    dropOnly(el, ONE);
    dropOnly(el, OTHER, 'other.csv');
    await worker(0);
    for (const each of HeldWorker.started) {
      await each.asked;
      each.answer();
    }
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(7);
    expect(HeldWorker.started).to.have.length(1);
  });

  it('is not shown in an earlier zone when the texts load after the zone changed', async () => {
    const el = await fileChart({ 'time-zone': 'America/New_York' });
    await drop(el, ['Start,Usage (kWh)', '2024-03-01 00:00,1', '2024-03-01 01:00,2', ''].join('\n'));
    replaceWorkers(HeldWorker);
    const texts = Promise.withResolvers<never>();
    const module = new LazyModule(() => texts.promise);
    messages.module = () => module;
    try {
      el.timeZone = 'America/Chicago';
      (await worker(0)).answer();
      el.timeZone = 'America/Denver';
      const newer = await worker(1);
      texts.resolve({} as never);
      await nextFrame();
      expect(textAt(el, '[part="zone"]')).to.contain('America/New_York');
      newer.answer();
      await el.updateComplete;
      expect(textAt(el, '[part="zone"]')).to.contain('America/Denver');
    } finally {
      Reflect.deleteProperty(messages, 'module');
    }
  });

  it('is read again in the zone that the page set last', async () => {
    const el = await fileChart({ 'time-zone': 'America/New_York' });
    await drop(el, ['Start,Usage (kWh)', '2024-03-01 00:00,1', '2024-03-01 01:00,2', ''].join('\n'));
    expect(textAt(el, '[part="zone"]')).to.contain('America/New_York');
    replaceWorkers(HeldWorker);
    el.timeZone = 'America/Chicago';
    const older = await worker(0);
    el.timeZone = 'America/Denver';
    const newer = await worker(1);
    expect(older.isEnded, 'older one ended').to.equal(true);
    newer.answer();
    await el.updateComplete;
    expect(textAt(el, '[part="zone"]')).to.contain('America/Denver');
    expect(kwh(el, 'total-import')).to.equal(3);
  });

  it('is no longer read when the element is removed, and read again when it is put back', async () => {
    replaceWorkers(HeldWorker);
    const el = await fileChart();
    dropOnly(el, ONE);
    const first = await worker(0);
    const place = el.parentElement;
    el.remove();
    await waitUntil(() => first.isEnded);
    place?.append(el);
    (await worker(1)).answer();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(3);
  });

  it('is dropped with its answers when its person signs out', async () => {
    const session = createTestSession({});
    const el = await fileChart();
    el.session = session as NonNullable<ArcIntervalChartElement['session']>;
    await el.updateComplete;
    await drop(el, TWO_COLUMNS);
    pick(el.renderRoot, 'Only Building 1');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(6);
    session.signOut();
    await el.updateComplete;
    expect(el.renderRoot.textContent).to.not.contain('Building');
    session.setState({ status: 'ready' });
    await el.updateComplete;
    await drop(el, TWO_COLUMNS);
    expect(asks(el)).to.equal(true);
  });

  it('asks again about a file of the page after the person signed out', async () => {
    const session = createTestSession({});
    const el = await fileChart({ src: address(TWO_COLUMNS) });
    el.session = session as NonNullable<ArcIntervalChartElement['session']>;
    await el.updateComplete;
    pick(el.renderRoot, 'Only Building 1');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(asks(el)).to.equal(false);
    session.signOut();
    await el.updateComplete;
    expect(asks(el)).to.equal(true);
  });

  it('shows why it was refused, and offers to choose another one', async () => {
    const el = await fileChart();
    const reported = oneEvent(el, 'arc-error');
    await drop(el, 'nothing,of\nthe,kind');
    expect((await reported).detail.code).to.equal('decode');
    expect(textAt(el, '[part="error"]')).to.contain('This file cannot be shown.');
    expect(part(el, 'file-reason')?.querySelector('code[lang="en"]')?.textContent).to.equal(
      (await reported).detail.message,
    );
    expect(part(el, 'open-file')).to.not.equal(null);
    await expect(el).to.be.accessible();
  });

  it('is refused by name if it has only gas', async () => {
    const el = await fileChart();
    await drop(el, csv('Gas usage (therms)', [1], [2]));
    expect(textAt(el, '[part="error"]')).to.contain('This file has no electricity, only gas');
    expect(el.renderRoot.textContent).to.not.contain('published');
  });

  it('shows an error if the file of the page is not found', async () => {
    const el = await fileChart({ src: '/there-is-no-such-file.csv' });
    expect(part(el, 'error')?.dataset.code).to.equal('not-found');
  });

  it('asks nothing when it is opened again after its answers', async () => {
    const el = await fileChart();
    await drop(el, AMBIGUOUS_DATES);
    pick(el.renderRoot, 'The day');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    await drop(el, ONE, 'other.csv');
    await drop(el, AMBIGUOUS_DATES);
    expect(asks(el)).to.equal(false);
    expect(textAt(el, '[part="file-choices"]')).to.contain('Dates: The day');
    await drop(el, AMBIGUOUS_DATES, 'another.csv');
    expect(asks(el), 'another file').to.equal(true);
  });
});
