import type { Alignment } from '@arc-elements/intervals';
import { html, nothing, type TemplateResult } from 'lit';
import { chart, chevronDown, chevronLeft, chevronRight, drawn, table } from '../../internal/chart-icons.ts';
import { RANGE_PRESETS, type RangePreset } from '../core/range.ts';
import type { Resolution } from '../core/resolution.ts';
import { type ChartWords, messages } from '../messages.ts';

const COMPARISONS = ['none', 'calendar-date', 'weekday', 'day-index'] as const satisfies readonly (
  | Alignment
  | 'none'
)[];

/** What the row of controls shows and does. */
export interface ControlsInput {
  readonly locale: string;
  readonly preset: RangePreset | null;
  /** The visible range in words. */
  readonly span: string;
  readonly canGoBack: boolean;
  readonly canGoOn: boolean;
  /** What was chosen; `auto` follows the width. `null` where the view has its own. */
  readonly resolution: Resolution | 'auto' | null;
  /** What is shown. */
  readonly shown: Resolution;
  readonly offered: readonly Resolution[];
  readonly slotMinutes: number;
  /** Alignment of a comparison; `null` where none can be shown. */
  readonly compare: Alignment | 'none' | null;
  /** `null` where the table is there anyway. */
  readonly table: boolean | null;
  /** Save and print. */
  readonly menu: TemplateResult;
  choosePreset(preset: RangePreset): void;
  step(direction: -1 | 1): void;
  chooseResolution(resolution: Resolution | 'auto'): void;
  chooseCompare(alignment: Alignment | 'none'): void;
  toggleTable(): void;
}

/** Range presets, previous and next, resolution, and the switch to the table. */
export function controls(input: ControlsInput): TemplateResult {
  const named = input.preset ?? 'all';
  const words = messages.in(input.locale);
  return html`<div class="controls" part="controls">
    <div class="segments" role="group" aria-label=${words.ranges} part="ranges">
      ${RANGE_PRESETS.map(
        (preset) =>
          html`<button
            type="button"
            class="segment"
            part=${`range range-${preset}`}
            aria-pressed=${preset === input.preset ? 'true' : 'false'}
            @click=${() => input.choosePreset(preset)}
          >${words.preset[preset]}</button>`,
      )}
    </div>
    <div class="stepper" dir="ltr">
      <button
        type="button"
        class="button button--icon"
        part="previous"
        aria-label=${words.previous[named]}
        ?disabled=${!input.canGoBack}
        @click=${() => input.step(-1)}
      >${drawn(chevronLeft)}</button>
      <span class="stepper__span number" part="range-label" dir="auto">${input.span}</span>
      <button
        type="button"
        class="button button--icon"
        part="next"
        aria-label=${words.next[named]}
        ?disabled=${!input.canGoOn}
        @click=${() => input.step(1)}
      >${drawn(chevronRight)}</button>
    </div>
    <div class="controls__end">
      ${input.resolution === null ? nothing : picker(input, input.resolution)}
      ${input.compare === null ? nothing : comparePicker(input.compare, words, input.chooseCompare)}
      <div class="controls__buttons">
        ${input.table === null ? nothing : tableToggle(input.table, words, input.toggleTable)} ${input.menu}
      </div>
    </div>
  </div>`;
}

function picker(input: ControlsInput, chosen: Resolution | 'auto'): TemplateResult {
  const words = messages.in(input.locale);
  const name = (resolution: Resolution): string => words.resolutionName(resolution, input.slotMinutes);
  return html`<label class="picker">
        <span class="picker__label muted">${words.resolution}</span>
        <span class="picker__box">
          <select
            part="resolution"
            .value=${chosen}
            @change=${(event: Event) => input.chooseResolution((event.target as HTMLSelectElement).value as Resolution | 'auto')}
          >
            <option value="auto" ?selected=${chosen === 'auto'}>${words.resolutionAuto(name(input.shown))}</option>
            ${input.offered.map(
              (resolution) =>
                html`<option value=${resolution} ?selected=${chosen === resolution}>${name(resolution)}</option>`,
            )}
          </select>
          ${drawn(chevronDown)}
        </span>
      </label>`;
}

function comparePicker(
  chosen: Alignment | 'none',
  words: ChartWords,
  choose: (alignment: Alignment | 'none') => void,
): TemplateResult {
  const onChange = (event: Event): void => choose((event.target as HTMLSelectElement).value as Alignment | 'none');
  return html`<label class="picker">
    <span class="visually-hidden">${words.compare}</span>
    <span class="picker__box">
      <select part="compare" .value=${chosen} @change=${onChange}>
        ${COMPARISONS.map(
          (each) => html`<option value=${each} ?selected=${each === chosen}>${words.compareWith[each]}</option>`,
        )}
      </select>
      ${drawn(chevronDown)}
    </span>
  </label>`;
}

function tableToggle(shown: boolean, words: ChartWords, toggle: () => void): TemplateResult {
  return html`<button
        type="button"
        class="button button--tool"
        part="table-toggle"
        aria-pressed=${shown ? 'true' : 'false'}
        @click=${toggle}
      >${drawn(shown ? chart : table)}<span>${shown ? words.chart : words.table}</span></button>`;
}
