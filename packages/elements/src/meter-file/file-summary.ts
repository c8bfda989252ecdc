import type { Choices, FileMeter, FormatName, MeterFile, QuestionKind } from '@arc-elements/intervals/files';
import { html, nothing, type TemplateResult } from 'lit';
import { dateFormat, formatNumber } from '../internal/format.ts';
import type { ShownNoteCode } from '../languages/en/meter-file.ts';
import { messages } from './messages.ts';
import { type FileWords, optionText } from './wording.ts';

/** What the summary is made from. */
export interface FileSummaryInput {
  readonly file: MeterFile;
  readonly meter: FileMeter;
  readonly choices: Choices;
  /** Name of the file. */
  readonly name: string;
  readonly locale: string;
  /** Asks a question again. */
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

/** Notes about the whole file, which have no count. */
const WITHOUT_COUNT: ReadonlySet<ShownNoteCode> = new Set([
  'time-zone',
  'production',
  'span-mismatch',
  'mixed-lengths',
  'uneven-arrays',
]);

/**
 * Returns the summary of a file for below its chart: its name, the answers, and the notes of the
 * receipt.
 */
export function fileSummary(input: FileSummaryInput): TemplateResult {
  const { file, meter, name, locale } = input;
  const words = messages.in(locale);
  const titles = [name, FORMATS[file.format], meter.label].filter((text) => text !== null && text !== '');
  return html`<section class="file-below" part="file" aria-label=${words.aboutFile} data-file>
    <p class="file-below__name">
      ${titles.map((text, i) => html`${i === 0 ? nothing : ' · '}<bdi>${text}</bdi>`)}
    </p>
    ${answerList(input, words)} ${notes(input, words)}
  </section>`;
}

function answerList(
  { file, meter, choices, locale, change }: FileSummaryInput,
  words: FileWords,
): TemplateResult | typeof nothing {
  const defaults = file.questions.flatMap(({ kind, default: defaultValue, options }) => {
    const option = options.find(({ value }) => value === defaultValue);
    return option === undefined || choices[kind] !== undefined ? [] : [{ kind, option }];
  });
  const answers = Object.entries(choices).flatMap(([kind, value]) =>
    value === undefined
      ? []
      : [{ kind: kind as QuestionKind, option: { value, names: kind === 'meter' ? [meter.label] : [] } }],
  );
  const lines = [...answers, ...defaults];
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

function notes({ meter, locale }: FileSummaryInput, words: FileWords): TemplateResult | typeof nothing {
  // The answers are listed separately.
  const shown = meter.receipt.notes.filter(({ code }) => code !== 'chosen');
  if (shown.length === 0) return nothing;
  return html`<details part="file-notes">
    <summary>${words.notesTitle} <span class="muted number">(${formatNumber(locale, shown.length)})</span></summary>
    <ul class="file-notes">
      ${shown.map(({ code, count, example }) => {
        const counted = !WITHOUT_COUNT.has(code as ShownNoteCode);
        return html`<li data-code=${code} data-count=${count}>
          <span class="file-notes__count number">${counted ? `${formatNumber(locale, count)} ×` : ''}</span>
          <span>
            ${words.notes[code as ShownNoteCode]}
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

/** Returns the example of a note: an instant in the zone of the meter, or a text of the file. */
function exampleText(example: string, locale: string, { series }: FileMeter): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(example)) return example;
  const { timeZone } = series;
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(Date.parse(example));
}
