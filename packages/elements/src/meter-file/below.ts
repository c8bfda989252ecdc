import type { Choices, FileMeter, FormatName, MeterFile, QuestionKind } from '@arc-elements/intervals/files';
import { html, nothing, type TemplateResult } from 'lit';
import { dateFormat, formatNumber } from '../internal/format.ts';
import { messages, type ToldNote } from './messages.ts';
import { type FileWords, optionText } from './wording.ts';

/** What was read. */
export interface BelowInput {
  readonly file: MeterFile;
  readonly meter: FileMeter;
  readonly choices: Choices;
  /** Name of the file. */
  readonly name: string;
  readonly locale: string;
  /** Asks again. */
  change(kind: QuestionKind): void;
}

/**
 * Names of formats, which are the same in every language; `null` where the name of the file says
 * it.
 */
const FORMATS: Readonly<Record<FormatName, string | null>> = {
  'green-button': 'Green Button',
  csv: 'CSV',
  nem12: 'NEM12',
  nem13: 'NEM13',
  'plug-intervals': 'JSON',
  'plug-normalized-intervals': 'JSON',
  'utility-api': 'UtilityAPI',
  json: 'JSON',
};

/** Notes about the whole file, whose count says nothing. */
const OF_WHOLE: ReadonlySet<ToldNote> = new Set([
  'time-zone',
  'production',
  'span-mismatch',
  'mixed-lengths',
  'uneven-arrays',
]);

/**
 * What one has to know about a file under its chart: which it is, what was chosen, and everything
 * in the receipt.
 */
export function below(input: BelowInput): TemplateResult {
  const { file, meter, name, locale } = input;
  const words = messages.in(locale);
  const titles = [name, FORMATS[file.format], meter.label].filter((text) => text !== null && text !== '');
  return html`<section class="file-below" part="file" aria-label=${words.aboutFile} data-file>
    <p class="file-below__name">
      ${titles.map((text, i) => html`${i === 0 ? nothing : ' · '}<bdi>${text}</bdi>`)}
    </p>
    ${chosen(input, words)} ${notes(input, words)}
  </section>`;
}

function chosen(
  { file, meter, choices, locale, change }: BelowInput,
  words: FileWords,
): TemplateResult | typeof nothing {
  const taken = file.questions.flatMap(({ kind, default: usual, options }) => {
    const option = options.find(({ value }) => value === usual);
    return option === undefined || choices[kind] !== undefined ? [] : [{ kind, option }];
  });
  const answered = Object.entries(choices).flatMap(([kind, value]) =>
    value === undefined
      ? []
      : [{ kind: kind as QuestionKind, option: { value, names: kind === 'meter' ? [meter.label] : [] } }],
  );
  const lines = [...answered, ...taken];
  if (lines.length === 0) return nothing;
  return html`<ul class="file-below__choices" part="file-choices">
    ${lines.map(({ kind, option }) => {
      const { short } = words.questions[kind];
      return html`<li>
        <span class="muted">${short}:</span> <bdi>${optionText(kind, option, locale, words)}</bdi>
        <button
          class="button button--quiet file-below__change"
          type="button"
          data-change=${kind}
          aria-label=${`${words.change}: ${short}`}
          @click=${() => change(kind)}
        >${words.change}</button>
      </li>`;
    })}
  </ul>`;
}

function notes({ meter, locale }: BelowInput, words: FileWords): TemplateResult | typeof nothing {
  // What was chosen has a line of its own.
  const told = meter.receipt.notes.filter(({ code }) => code !== 'chosen');
  if (told.length === 0) return nothing;
  return html`<details part="file-notes">
    <summary>${words.notesTitle} <span class="muted number">(${formatNumber(locale, told.length)})</span></summary>
    <ul class="file-notes">
      ${told.map(({ code, count, example }) => {
        const counted = !OF_WHOLE.has(code as ToldNote);
        return html`<li data-code=${code} data-count=${count}>
          <span class="file-notes__count number">${counted ? `${formatNumber(locale, count)} ×` : ''}</span>
          <span>
            ${words.notes[code as ToldNote]}
            ${
              example === undefined
                ? nothing
                : html`<span class="muted file-notes__example"><bdi>${exampleText(example, locale, meter)}</bdi></span>`
            }
          </span>
        </li>`;
      })}
    </ul>
  </details>`;
}

/** Where it was: an instant on the clock of the meter, or a name from the file as it is. */
function exampleText(example: string, locale: string, { series }: FileMeter): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(example)) return example;
  const { timeZone } = series;
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(Date.parse(example));
}
