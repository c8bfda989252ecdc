import { html, nothing, type TemplateResult } from 'lit';
import { chevronDown, drawn } from '../../internal/chart-icons.ts';
import type { Resolution } from '../data/resolution.ts';
import type { ExportKind } from '../export.ts';
import type { Settings } from '../state.ts';
import { type ChartWords, messages } from '../text/words.ts';
import { ALIGNMENTS } from '../views/drawing.ts';
import { closeOptions } from './options.ts';

const COMPARISONS = ['none', ...ALIGNMENTS] as const;
const CHANNELS = ['mirrored', 'separate'] as const;
const SAVED = [
  { kind: 'csv', label: 'saveCsv' },
  { kind: 'green-button', label: 'saveGreenButton' },
  { kind: 'png', label: 'savePng' },
  { kind: 'svg', label: 'saveSvg' },
] as const;

/** What the panel is made from. */
export interface OptionsPanelInput {
  readonly locale: string;
  /** The chosen resolution; `null` where the view has its own. */
  readonly resolution: Resolution | 'auto' | null;
  /** The resolution that is shown. */
  readonly shown: Resolution;
  readonly offered: readonly Resolution[];
  readonly slotMinutes: number;
  /** The chosen comparison; `null` where none can be shown. */
  readonly compare: Settings['compare'] | null;
  /**
   * How the directions are drawn; `null` for a single direction, or where the view has its own way.
   */
  readonly channels: Settings['channels'] | null;
  /** True while the table is shown; `null` where it is always shown. */
  readonly table: boolean | null;
  set(values: Partial<Omit<Settings, 'range' | 'view'>>): void;
  save(kind: ExportKind): void;
}

/** Returns the panel of options: width of a bar, comparison, directions, table and files. */
export function optionsPanel(input: OptionsPanelInput): TemplateResult {
  const words = messages.in(input.locale);
  const { table, set } = input;
  const act = (event: Event, action: () => void): void => {
    closeOptions((event.currentTarget as HTMLElement).closest('details'));
    action();
  };
  return html`<div class="options__panel">
      ${resolutionPicker(input, words)}
      ${
        input.compare === null
          ? nothing
          : picker('compare', words.compare, input.compare, COMPARISONS, words.compareWith, (compare) =>
              set({ compare }),
            )
      }
      ${
        input.channels === null
          ? nothing
          : picker('channels', words.channels, input.channels, CHANNELS, words.channelsName, (channels) =>
              set({ channels }),
            )
      }
      ${
        table === null
          ? nothing
          : html`<button
              type="button"
              class="button"
              part="table-toggle"
              aria-pressed=${table ? 'true' : 'false'}
              @click=${(event: Event) => act(event, () => set({ table: !table }))}
            >${table ? words.chart : words.table}</button>`
      }
      <div role="group" aria-label=${words.save} class="options__save">
        <span class="muted" aria-hidden="true">${words.save}</span>
        ${SAVED.map(
          ({ kind, label }) => html`<button
            type="button"
            class="options__item"
            part=${`save-${kind}`}
            @click=${(event: Event) => act(event, () => input.save(kind))}
          >${words[label]}<span class="options__hint">${words[`${label}Hint`]}</span></button>`,
        )}
        <button type="button" class="options__item" part="print" @click=${(event: Event) => act(event, () => print())}
          >${words.print}</button
        >
      </div>
  </div>`;
}

function resolutionPicker(input: OptionsPanelInput, words: ChartWords): TemplateResult | typeof nothing {
  const { resolution, shown, offered, slotMinutes, set } = input;
  if (resolution === null) return nothing;
  const name = (each: Resolution): string => words.resolutionName(each, slotMinutes);
  const names = { auto: words.resolutionAuto(name(shown)) } as Record<Resolution | 'auto', string>;
  for (const each of offered) names[each] = name(each);
  return picker('resolution', words.resolution, resolution, ['auto', ...offered], names, (value) =>
    set({ resolution: value }),
  );
}

/**
 * Returns a list to choose from. Its first value is the default, which also stands for unknown
 * ones.
 */
function picker<T extends string>(
  part: string,
  label: string,
  wanted: T,
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  choose: (value: T) => void,
): TemplateResult {
  const chosen = values.includes(wanted) ? wanted : values[0];
  return html`<label class="picker">
    <span class="muted">${label}</span>
    <span class="picker__box">
      <select
        part=${part}
        .value=${chosen}
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as T)}
      >
        ${values.map((each) => html`<option value=${each} ?selected=${each === chosen}>${names[each]}</option>`)}
      </select>
      ${drawn(chevronDown)}
    </span>
  </label>`;
}
