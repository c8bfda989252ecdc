import type { Choices, FileMeter, MeterFile, Question, QuestionKind } from '@arc-elements/intervals/files';
import type { ErrorLike } from '../internal/errors.ts';
import type { LazyModule } from '../internal/lazy-module.ts';
import { readInBackground } from './background.ts';
import type { FileContent, FileHost, FileSource, FileState } from './file-state.ts';
import { fileSummary } from './file-summary.ts';
import { FocusKeeper } from './focus.ts';
import { messages } from './messages.ts';
import styles from './meter-file.styles.ts';
import { progress } from './progress.ts';
import { QuestionForm } from './question-form.ts';
import type { Refusal } from './read.ts';
import { refusalMessage } from './refusal-message.ts';
import { fileTiming } from './timing.ts';

/** Callbacks of the controller that owns the file. */
export interface FileOwner {
  /** Returns the language of the element. */
  locale(): string;
  /** Waits for a reading that the person started. */
  track(reading: Promise<void>): void;
  /** The person cancelled the file. */
  cancel(): void;
  /** The person chose another file. */
  open(file: Blob): void;
}

/** Readings that are shown. */
interface Shown {
  readonly file: MeterFile;
  readonly meter: FileMeter;
  readonly choices: Choices;
}

/** Code of a file that the browser could not open. */
const UNREADABLE = 'unreadable';
const QUESTIONS = '[part~="file-questions"]';

/**
 * One file: reads it, asks questions about it, and shows a summary. Every answer reads the file
 * again, from its Blob.
 */
export class OpenedFile {
  readonly #host: FileHost;
  readonly #source: FileSource;
  readonly #answers: Map<string, Choices>;
  readonly #owner: FileOwner;
  readonly #focus: FocusKeeper;
  #state: FileState = { kind: 'loading' };
  /** The state before reading began. */
  #before: FileState = this.#state;
  #blob: Blob | undefined;
  #choices: Choices | undefined;
  /** The readings shown last, to which the person can return. */
  #shown: Shown | undefined;
  #run: AbortController | undefined;
  #questions: readonly Question[] = [];
  /** The question that the person wants to answer again. */
  #changing: QuestionKind | undefined;

  /** @param answers - Answers about files, by `keyOf`. */
  constructor(host: FileHost, source: FileSource, answers: Map<string, Choices>, owner: FileOwner) {
    this.#host = host;
    this.#source = source;
    this.#answers = answers;
    this.#owner = owner;
    this.#focus = new FocusKeeper(host);
    host.addStyles(styles);
  }

  get state(): FileState {
    return this.#state;
  }

  /**
   * The module of texts in the language of the element, which may change after the file was read.
   */
  get words(): LazyModule<unknown> | undefined {
    return messages.module(this.#owner.locale());
  }

  /** True once a reading gave a series or questions. */
  get hasResult(): boolean {
    return this.#choices !== undefined;
  }

  /** Reads the file with the known answers, including those from an earlier opening. */
  readAgain(): Promise<void> {
    return this.#read(this.#choices);
  }

  /** Reads the file without any answers. */
  restart(): Promise<void> {
    this.#shown = this.#changing = undefined;
    this.#state = { kind: 'loading' };
    return this.#read({});
  }

  /** Stops reading. The last result stays. */
  end(): void {
    this.#run?.abort();
  }

  /** Moves the focus. Called after each render. */
  applyFocus(): void {
    this.#focus.apply();
  }

  async #read(choices: Choices | undefined): Promise<void> {
    // Kept if another reading is still running, whose state is not worth returning to.
    if (this.#run === undefined) this.#before = this.#state;
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    const { signal } = run;
    const words = this.words?.load();
    const timer = setTimeout(async () => {
      await words;
      if (!signal.aborted && this.#run === run) this.#showProgress();
    }, fileTiming.progress);
    try {
      this.#blob ??= await this.#source.blob(signal);
      const known = choices ?? this.#answers.get(keyOf(this.#source, this.#blob)) ?? {};
      const answer = await readInBackground(this.#blob, known, this.#host.timeZone, signal);
      await words;
      signal.throwIfAborted();
      this.#run = undefined;
      if ('file' in answer) this.#accept(answer.file, known);
      else this.#refuse(answer.refusal);
    } catch (error) {
      // A newer reading, or what aborted this one, sets the state.
      if (signal.aborted) return;
      this.#run = undefined;
      this.#fail(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #accept(file: MeterFile, choices: Choices): void {
    this.#choices = choices;
    const key = keyOf(this.#source, this.#blob as Blob);
    if (Object.keys(choices).length > 0) this.#answers.set(key, choices);
    else this.#answers.delete(key);
    const questions = file.questions.filter(
      ({ kind, default: defaultValue }) => defaultValue === null || kind === this.#changing,
    );
    const [meter] = file.meters;
    if (questions.length > 0) this.#ask(questions);
    else if (meter === undefined || meter.series.length === 0)
      this.#refuse({ code: 'decode', message: 'it has no readings', found: null });
    else this.#show({ file, meter, choices });
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#choices = shown.choices;
    this.#focus.restore(`[data-change="${this.#changing}"]`, '[part~="plot"]');
    this.#changing = undefined;
    const { name } = this.#source;
    const content: FileContent = (locale) =>
      fileSummary({ ...shown, name, locale, change: (kind) => this.#change(kind, shown) });
    this.#state = { kind: 'ready', series: shown.meter.series, below: content };
    this.#host.requestUpdate();
  }

  #ask(questions: readonly Question[], problem: ErrorLike | null = null): void {
    const chosen = this.#choices ?? {};
    const shown = this.#shown;
    const { name, byPerson } = this.#source;
    const form = new QuestionForm(this.#host, {
      name,
      questions,
      answers: { ...shown?.choices, ...chosen },
      problem,
      answer: (choices) => this.#owner.track(this.#read({ ...chosen, ...choices })),
      back: shown === undefined ? null : () => this.#show(shown),
      cancel: byPerson && shown === undefined ? () => this.#owner.cancel() : null,
    });
    // Questions about a file of the page do not take the focus.
    if (byPerson || shown !== undefined) this.#focus.move(QUESTIONS);
    this.#state = { kind: 'file', content: (locale) => form.render(locale) };
    this.#questions = questions;
    this.#host.requestUpdate();
  }

  /** Asks again a question that has an answer or a default. */
  #change(kind: QuestionKind, { file, choices }: Shown): void {
    const known = file.questions.filter((question) => question.kind === kind);
    const { [kind]: _, ...others } = choices;
    this.#changing = kind;
    if (known.length > 0) this.#ask(known);
    else this.#owner.track(this.#read(others));
  }

  #showProgress(): void {
    this.#focus.follow('[part~="file-cancel"]');
    const cancel = (): void => {
      this.#run?.abort();
      this.#run = undefined;
      if (!this.hasResult) {
        this.#owner.cancel();
        return;
      }
      this.#focus.follow(QUESTIONS, '[part~="plot"]');
      this.#state = this.#before;
      this.#host.requestUpdate();
    };
    const { name } = this.#source;
    this.#state = { kind: 'file', content: (locale) => progress({ name, locale, cancel }) };
    this.#host.requestUpdate();
  }

  #refuse(refusal: Refusal): void {
    // The file cannot be read with this answer, so ask again.
    if (this.#before.kind === 'file' && this.#questions.length > 0) this.#ask(this.#questions, refusal);
    else this.#fail(refusal);
  }

  #fail(error: unknown): void {
    this.#focus.follow('[part~="error"] button');
    const failure = errorOf(error);
    const open = this.#source.byPerson && this.#host.acceptFile ? (file: Blob) => this.#owner.open(file) : null;
    // Network failures have the general message; failures of the file have their own.
    const ofFile = failure.code === 'decode' || failure.code === UNREADABLE;
    const content: FileContent = (locale) => refusalMessage({ refusal: failure, locale, open });
    this.#state = { kind: 'failed', error: failure, content: ofFile ? content : undefined };
    this.#host.requestUpdate();
  }
}

/** Returns a key of a file for its answers, which are kept only in memory. */
function keyOf({ name }: FileSource, blob: Blob): string {
  return JSON.stringify([name, blob.size, 'lastModified' in blob ? blob.lastModified : null]);
}

// Failures of fetch are TypeErrors; a file that no longer exists is a DOMException.
function errorOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DOMException) return { code: UNREADABLE, message, found: null };
  if (typeof error === 'object' && error !== null && 'code' in error) return { found: null, ...(error as ErrorLike) };
  return { code: 'network', message, found: null };
}
