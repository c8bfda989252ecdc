import type { Choices, Question, QuestionKind, QuestionOption } from '@arc-elements/intervals/files';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { ErrorLike } from '../internal/errors.ts';
import { icon } from '../internal/icons.ts';
import { interleave } from '../languages/interleave.ts';
import { messages } from './messages.ts';
import { type FileWords, isTimeZone, optionText, sampleTexts } from './wording.ts';

/** What the form is made from. */
export interface QuestionFormInput {
  /** Name of the file. */
  readonly name: string;
  readonly questions: readonly Question[];
  /** Earlier answers. */
  readonly answers: Choices;
  /** Why the last answers were refused; `null` if they were not. */
  readonly problem: ErrorLike | null;
  answer(choices: Choices): void;
  /** Returns to the readings shown before; `null` without any. */
  readonly back: (() => void) | null;
  /** Cancels the file; `null` for a file of the page. */
  readonly cancel: (() => void) | null;
}

/** Value of the option "Another time zone". */
const OTHER = '';
const ZONE_FIELD = 'other-zone';

/**
 * Asks questions about a file, with a group of options for each. Only an earlier answer or a
 * default is preselected.
 */
export class QuestionForm {
  readonly #host: LitElement;
  readonly #input: QuestionFormInput;
  /** The first question of each kind; others of that kind depend on its answer. */
  readonly #questions: readonly Question[];
  #wrong: ReadonlySet<QuestionKind> = new Set();
  #isZoneTyped = false;

  constructor(host: LitElement, input: QuestionFormInput) {
    this.#host = host;
    // Lit reuses the inputs of an earlier form, so what was typed there is cleared.
    host.renderRoot.querySelector<HTMLFormElement>('[part~="file-questions"]')?.reset();
    this.#input = input;
    this.#questions = input.questions.filter(
      ({ kind }, i) => input.questions.findIndex((question) => question.kind === kind) === i,
    );
  }

  render(locale: string): TemplateResult {
    const words = messages.in(locale);
    const { name, problem, back, cancel } = this.#input;
    const leave = back ?? cancel;
    return html`<form
      class="file-form"
      part="file-questions"
      data-file
      tabindex="-1"
      aria-labelledby="file-asks"
      novalidate
      @submit=${this.#onSubmit}
    >
      <div>
        <h2 class="file-form__title" id="file-asks">${icon('question')}${words.asks(this.#questions.length)}</h2>
        <p class="small muted"><bdi>${name}</bdi>${name === '' ? nothing : ' · '}${words.asksHint}</p>
      </div>
      ${problem === null ? nothing : warning('file-problem', words.readFailed, problem.message)}
      ${this.#questions.map((question) => this.#question(question, locale, words))}
      <div class="file-form__actions">
        <button class="button button--primary" part="file-continue" type="submit">${words.goOn}</button>
        ${
          leave === null
            ? nothing
            : html`<button class="button button--quiet" part="file-cancel" type="button" @click=${leave}>
                ${back === null ? words.cancel : words.back}
              </button>`
        }
      </div>
    </form>`;
  }

  #question(question: Question, locale: string, words: FileWords): TemplateResult {
    const { kind, about, options, default: defaultValue } = question;
    const { title, hint } = words.questions[kind];
    const selected = this.#input.answers[kind] ?? defaultValue ?? undefined;
    const id = `file-${kind}`;
    const isWrong = this.#wrong.has(kind);
    return html`<fieldset class="file-question" aria-describedby=${isWrong ? `${id}-hint ${id}-warning` : `${id}-hint`}>
      <legend>${title}</legend>
      <p class="small muted" id=${`${id}-hint`}>
        ${hint} ${about === '' ? nothing : interleave(words.about, html`<bdi>${about}</bdi>`)}
      </p>
      ${options.map((option) => choice(kind, option, selected === option.value, locale, words))}
      ${kind === 'time-zone' ? otherZone(selected, options, isWrong, words) : nothing}
      ${
        isWrong
          ? warning(`${id}-warning`, kind === 'time-zone' && this.#isZoneTyped ? words.noSuchZone : words.chooseOne)
          : nothing
      }
    </fieldset>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const answers = this.#answersIn(new FormData(form));
    const missing = this.#questions.map(({ kind }) => kind).filter((kind) => answers[kind] === undefined);
    this.#wrong = new Set(missing);
    if (missing.length === 0) this.#input.answer(answers);
    else {
      const field = this.#isZoneTyped && missing[0] === 'time-zone' ? ZONE_FIELD : missing[0];
      form.querySelector<HTMLInputElement>(`[name="${field}"]`)?.focus();
    }
    this.#host.requestUpdate();
  };

  #answersIn(data: FormData): Choices {
    const answers: { [kind in QuestionKind]?: string } = {};
    this.#isZoneTyped = false;
    for (const { kind } of this.#questions) {
      const picked = data.get(kind);
      if (picked === null) continue;
      if (kind !== 'time-zone' || picked !== OTHER) answers[kind] = String(picked);
      else {
        this.#isZoneTyped = true;
        const zone = String(data.get(ZONE_FIELD)).trim();
        if (isTimeZone(zone)) answers[kind] = zone;
      }
    }
    return answers;
  }
}

function choice(
  kind: QuestionKind,
  option: QuestionOption,
  checked: boolean,
  locale: string,
  words: FileWords,
): TemplateResult {
  return html`<label class="file-choice">
    <input type="radio" name=${kind} value=${option.value} ?checked=${checked} />
    <span>
      <bdi>${optionText(kind, option, locale, words)}</bdi>
      ${option.sample === null ? nothing : sampleLine(sampleTexts(option.sample, locale, words))}
    </span>
  </label>`;
}

// Each text has its own direction; the line has that of the language.
function sampleLine(texts: readonly string[]): TemplateResult {
  return html`<span class="file-choice__sample"
    >${texts.map((text, i) => html`${i === 0 ? nothing : ' · '}<bdi>${text}</bdi>`)}</span
  >`;
}

/** Returns the option for any other zone, typed or picked from those that the browser knows. */
function otherZone(
  selected: string | undefined,
  options: readonly QuestionOption[],
  isWrong: boolean,
  words: FileWords,
): TemplateResult {
  const typed = selected !== undefined && options.every(({ value }) => value !== selected) ? selected : null;
  const pick = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const radio = field.closest('fieldset')?.querySelector<HTMLInputElement>(`[value="${OTHER}"]`);
    if (radio != null) radio.checked = true;
  };
  return html`<label class="file-choice">
      <input type="radio" name="time-zone" value=${OTHER} ?checked=${typed !== null} /><span>${words.otherZone}</span>
    </label>
    <label class="file-zone">
      <span class="small">${words.zoneField}</span>
      <input
        type="text"
        name=${ZONE_FIELD}
        list="file-zones"
        dir="ltr"
        autocomplete="off"
        spellcheck="false"
        autocapitalize="none"
        value=${typed ?? ''}
        aria-invalid=${isWrong ? 'true' : nothing}
        @input=${pick}
      />
      <datalist id="file-zones">
        ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}
      </datalist>
    </label>`;
}

function warning(id: string, text: string, reason?: string): TemplateResult {
  return html`<p class="file-wrong" id=${id} role="alert">
    ${icon('alert')}<span
      >${text}${reason === undefined ? nothing : html` <code lang="en" dir="ltr">${reason}</code>`}</span
    >
  </p>`;
}
