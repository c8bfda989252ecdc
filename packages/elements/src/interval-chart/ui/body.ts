import { html, type TemplateResult } from 'lit';
import type { LazyController } from '../../controllers/lazy-controller.ts';
import { LazyModule } from '../../internal/lazy-module.ts';
import { isPartial, type SourceController, type SourceState } from '../data/source.ts';
import type { ExportKind } from '../export.ts';
import type { Change, ChartState } from '../state.ts';
import { messages } from '../text/words.ts';
import type { CurrentDrawing } from '../views/current.ts';
import { chart } from './chart.ts';
import { head } from './head.ts';
import { notes } from './notes.ts';
import { chartSkeleton } from './skeleton.ts';

const OPTIONS = new LazyModule(() => import('./options-panel.ts'));
const TABLE = new LazyModule(() => import('./table.ts'));
/** What is said where there are no readings, or not all of them. */
const STATES = new LazyModule(() => import('./states.ts'));

/** What an element shows, in whatever state it is. */
export interface BodyInput {
  readonly shown: SourceState;
  readonly source: SourceController;
  readonly current: CurrentDrawing;
  readonly state: ChartState;
  readonly lazy: LazyController;
  readonly locale: string;
  /** Empty for none. */
  readonly heading: string;
  readonly saveFailed: boolean;
  readonly nowMs: number;
  /** Where the person looks, epoch ms; `null` for nowhere. */
  cursorMs(): number | null;
  act(change: Change): void;
  save(kind: ExportKind): void;
}

/** A chart, or what there is in its place: its skeleton, or why there is none. */
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
    partFailed: lazy.error !== null,
    retry: () => lazy.retry(),
  });
  if (isChart) return chart({ ...input, shown, drawing, entry, options, table, states, names, notes: failed });
  if (shown.kind === 'loading' || states === undefined) return html`${failed} ${chartSkeleton(names, locale)}`;
  return html`<header class="head">${names}</header> ${failed} ${states.stateOf(shown, locale, source)}`;
}

/** The style sheets of what was loaded later. */
export function laterStyles(): readonly CSSStyleSheet[] {
  return [TABLE, STATES].flatMap(({ value }) => value?.styles.styleSheet ?? []);
}
