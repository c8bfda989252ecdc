import { type CSSResult, html, type TemplateResult } from 'lit';
import type { LazyController } from '../../controllers/lazy-controller.ts';
import { LazyModule } from '../../internal/lazy-module.ts';
import { isPartial, type SourceState } from '../data/source.ts';
import { messages } from '../text/words.ts';
import type { CurrentDrawing } from '../views/current.ts';
import { type ChartInput, chart } from './chart.ts';
import { head } from './head.ts';
import { notes } from './notes.ts';
import { chartSkeleton } from './skeleton.ts';

const OPTIONS = new LazyModule(() => import('./options-panel.ts'));
const TABLE = new LazyModule(() => import('./table.ts'));
/** Messages for missing, incomplete or stale readings. */
const STATES = new LazyModule(() => import('./states.ts'));

/** What the content of an element is made from. */
export interface BodyInput extends Pick<ChartInput, 'source' | 'state' | 'nowMs' | 'cursorMs' | 'act' | 'save'> {
  readonly shown: SourceState;
  readonly current: CurrentDrawing;
  readonly lazy: LazyController;
  readonly locale: string;
  /** Heading; empty for none. */
  readonly heading: string;
  readonly saveFailed: boolean;
}

/** Returns the chart, its skeleton while loading, or a message in place of it. */
export function body(input: BodyInput): TemplateResult {
  const { shown, source, current, state, lazy, locale, heading } = input;
  const words = messages.in(locale);
  const number = ('meter' in shown && shown.meter?.meterNumber) || null;
  const names = head({ heading, number, words });
  const { value: drawing, entry } = current;
  const isChart = shown.kind === 'ready' && drawing !== undefined;
  const table = isChart && (state.table || entry.withTable) ? lazy.need(TABLE) : undefined;
  const options = isChart && state.options ? lazy.need(OPTIONS) : undefined;
  const states = shown.kind !== 'loading' && (!isChart || isPartial(shown)) ? lazy.need(STATES) : undefined;
  const failed = notes({
    words,
    saveFailed: input.saveFailed,
    partFailed: lazy.error !== null || current.error !== null,
    // A retry can load a missing module, but cannot mend the page's tariff.
    retry: lazy.error === null ? null : () => lazy.retry(),
  });
  if (isChart) return chart({ ...input, shown, drawing, entry, options, table, states, names, notes: failed });
  if (shown.kind === 'loading' || states === undefined) return html`${failed} ${chartSkeleton(names, locale)}`;
  return html`<header class="head">${names}</header> ${failed} ${states.stateOf(shown, locale, source)}`;
}

/** Returns the style sheets of the modules that are loaded so far. */
export function laterStyles(): readonly CSSResult[] {
  return [TABLE, STATES].flatMap(({ value }) => value?.styles ?? []);
}
