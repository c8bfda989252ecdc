import type { Choices, FileMeter, MeterFile, Question, QuestionKind } from '@arc-elements/intervals/files';
import type { ErrorLike } from '../internal/errors.ts';
import type { LazyModule } from '../internal/lazy-module.ts';
import { readInBackground } from './background.ts';
import { below } from './below.ts';
import type { FileSource } from './file-controller.ts';
import type { FileContent, FileHost, FileState } from './file-state.ts';
import { FocusKeeper } from './focus.ts';
import { messages } from './messages.ts';
import styles from './meter-file.styles.ts';
import { progress } from './progress.ts';
import { QuestionForm } from './question-form.ts';
import type { Refusal } from './read.ts';
import { refused } from './refused.ts';
import { fileTiming } from './timing.ts';

/** Callbacks of the controller that owns the file. */
export interface FileHolder {
  /** The locale that is shown. */
  locale(): string;
  /** Waits for a reading that the person asked for. */
  track(reading: Promise<void>): void;
  /** The person does not want the file any more. */
  giveUp(): void;
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
 * One file: reads it, asks what it leaves open, says what was done with it. Every answer reads the
 * file again; only the Blob is kept.
 */
export class OpenedFile {
  readonly #host: FileHost;
  readonly #source: FileSource;
  readonly #answers: Map<string, Choices>;
  readonly #holder: FileHolder;
  readonly #focus: FocusKeeper;
  #state: FileState = { kind: 'loading' };
  /** The state before reading began. */
  #before: FileState = this.#state;
  #blob: Blob | undefined;
  #choices: Choices | undefined;
  /** What a person can go back to. */
  #shown: Shown | undefined;
  #run: AbortController | undefined;
  #asked: readonly Question[] = [];
  /** What a person wants to answer anew. */
  #changing: QuestionKind | undefined;

  /** @param answers - What was answered about files, by `keyOf`. */
  constructor(host: FileHost, source: FileSource, answers: Map<string, Choices>, holder: FileHolder) {
    this.#host = host;
    this.#source = source;
    this.#answers = answers;
    this.#holder = holder;
    this.#focus = new FocusKeeper(host);
    host.addStyles(styles);
  }

  get state(): FileState {
    return this.#state;
  }

  /** The words of the language that is shown, which may change after the file was read. */
  get words(): LazyModule<unknown> | undefined {
    return messages.module(this.#holder.locale());
  }

  /** True once a reading gave series or questions. */
  get hasResult(): boolean {
    return this.#choices !== undefined;
  }

  /** Reads it with the known answers, also those from an earlier opening of the same file. */
  readAgain(): Promise<void> {
    return this.#read(this.#choices);
  }

  /** Reads it as if nothing had been answered. */
  readAfresh(): Promise<void> {
    this.#shown = this.#changing = undefined;
    this.#state = { kind: 'loading' };
    return this.#read({});
  }

  /** Ends reading; what was read before stays. */
  end(): void {
    this.#run?.abort();
  }

  /** To be called after each render. */
  placeFocus(): void {
    this.#focus.place();
  }

  async #read(choices: Choices | undefined): Promise<void> {
    // A reading that another one replaces leaves nothing to go back to.
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
      if ('file' in answer) this.#take(answer.file, known);
      else this.#refuse(answer.refusal);
    } catch (error) {
      // A newer reading, or the one who aborted, sets the state.
      if (signal.aborted) return;
      this.#run = undefined;
      this.#fail(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #take(file: MeterFile, choices: Choices): void {
    this.#choices = choices;
    const key = keyOf(this.#source, this.#blob as Blob);
    if (Object.keys(choices).length > 0) this.#answers.set(key, choices);
    else this.#answers.delete(key);
    const asked = file.questions.filter(({ kind, default: usual }) => usual === null || kind === this.#changing);
    const [meter] = file.meters;
    if (asked.length > 0) this.#ask(asked);
    else if (meter === undefined || meter.series.length === 0)
      this.#refuse({ code: 'decode', message: 'it has no readings', found: null });
    else this.#show({ file, meter, choices });
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#choices = shown.choices;
    this.#focus.giveBack(`[data-change="${this.#changing}"]`, '[part~="plot"]');
    this.#changing = undefined;
    const { name } = this.#source;
    const content: FileContent = (locale) =>
      below({ ...shown, name, locale, change: (kind) => this.#change(kind, shown) });
    this.#state = { kind: 'ready', series: shown.meter.series, below: content };
    this.#host.requestUpdate();
  }

  #ask(asked: readonly Question[], problem: ErrorLike | null = null): void {
    const chosen = this.#choices ?? {};
    const shown = this.#shown;
    const { name, byPerson } = this.#source;
    const form = new QuestionForm(this.#host, {
      name,
      asked,
      given: { ...shown?.choices, ...chosen },
      problem,
      answer: (choices) => this.#holder.track(this.#read({ ...chosen, ...choices })),
      back: shown === undefined ? null : () => this.#show(shown),
      cancel: byPerson && shown === undefined ? () => this.#holder.giveUp() : null,
    });
    // A file of the page is asked about when the person gets there.
    if (byPerson || shown !== undefined) this.#focus.move(QUESTIONS);
    this.#state = { kind: 'file', content: (locale) => form.render(locale) };
    this.#asked = asked;
    this.#host.requestUpdate();
  }

  /** Asks a question again that has an answer or a default. */
  #change(kind: QuestionKind, { file, choices }: Shown): void {
    const known = file.questions.filter((question) => question.kind === kind);
    const { [kind]: _, ...others } = choices;
    this.#changing = kind;
    if (known.length > 0) this.#ask(known);
    else this.#holder.track(this.#read(others));
  }

  #showProgress(): void {
    this.#focus.follow('[part~="file-cancel"]');
    const cancel = (): void => {
      this.#run?.abort();
      this.#run = undefined;
      if (!this.hasResult) {
        this.#holder.giveUp();
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
    // The file cannot be read with this answer: ask again.
    if (this.#before.kind === 'file' && this.#asked.length > 0) this.#ask(this.#asked, refusal);
    else this.#fail(refusal);
  }

  #fail(error: unknown): void {
    this.#focus.follow('[part~="error"] button');
    const failure = errorOf(error);
    const open = this.#source.byPerson && this.#host.acceptFile ? (file: Blob) => this.#holder.open(file) : null;
    // Network failures show the general message; only failures of the file have their own text.
    const ofFile = failure.code === 'decode' || failure.code === UNREADABLE;
    const content: FileContent = (locale) => refused({ refusal: failure, locale, open });
    this.#state = { kind: 'failed', error: failure, content: ofFile ? content : undefined };
    this.#host.requestUpdate();
  }
}

/** Tells files apart. Not kept anywhere but in the page, for as long as the person is there. */
function keyOf({ name }: FileSource, blob: Blob): string {
  return JSON.stringify([name, blob.size, 'lastModified' in blob ? blob.lastModified : null]);
}

// Failures of fetch are TypeErrors; a file that is gone from the disk is a DOMException.
function errorOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DOMException) return { code: UNREADABLE, message, found: null };
  if (typeof error === 'object' && error !== null && 'code' in error) return { found: null, ...(error as ErrorLike) };
  return { code: 'network', message, found: null };
}
