import type { Series } from '@arc-elements/intervals';
import type { LitElement, ReactiveController } from 'lit';
import type { ErrorLike } from '../internal/errors.ts';

/** What a file has to give. */
export type FileState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: ErrorLike }
  | { readonly kind: 'ready'; readonly series: Series };

/** What the files of an element depend on. */
export interface FileHost extends LitElement {
  /** Address of a file; empty for none. */
  readonly src: string;
  /** Zone for files that name none; empty for none. */
  readonly timeZone: string;
  /** A person may open a file of their own. */
  readonly acceptFile: boolean;
}

/**
 * Loads the file at `src`, and reads files that the person dropped or chose; those never leave the browser. The newest wins, and a slow
 * older one is ignored. The file at `src` is the page's; one that a person opened goes with that person.
 */
export class FileController implements ReactiveController {
  readonly #host: FileHost;
  #state: FileState | null = null;
  #src = '';
  #opened = false;
  #run: AbortController | undefined;
  #done: Promise<void> | undefined;

  constructor(host: FileHost) {
    this.#host = host;
    host.addController(this);
  }

  /** `null` while there is no file at all. */
  get state(): FileState | null {
    return this.#state;
  }

  /** Settles when the file in hand is read; `undefined` when nothing is under way. */
  get arriving(): Promise<void> | undefined {
    return this.#done;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#onDragOver);
    this.#host.addEventListener('drop', this.#onDrop);
  }

  hostUpdate(): void {
    if (this.#host.src !== this.#src) this.load();
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#onDragOver);
    this.#host.removeEventListener('drop', this.#onDrop);
    if (this.#state?.kind !== 'loading') return;
    this.#run?.abort();
    // Asked for again when the element comes back.
    this.#src = '';
    this.#state = null;
  }

  /** Loads `src` again, or lets go of the file when it is empty. */
  load(): void {
    const { src } = this.#host;
    this.#src = src;
    this.#opened = false;
    if (src === '') {
      this.#run?.abort();
      this.#state = null;
      return;
    }
    this.#read(async (signal) => {
      const response = await fetch(src, { signal });
      if (!response.ok)
        throw errorOf(response.status === 404 ? 'not-found' : 'upstream-failed', `HTTP ${response.status}`);
      return await response.text();
    });
  }

  /** Reads a file that the person chose. */
  open(file: Blob): void {
    this.#read(() => file.text());
    this.#opened = true;
    this.#host.requestUpdate();
  }

  /** The person went: lets go of the file that they opened. */
  leave(): void {
    if (this.#opened) this.load();
  }

  readonly #onDragOver = (event: DragEvent): void => {
    // Refused by default: a file dropped on a page otherwise replaces the page.
    if (this.#host.acceptFile && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!this.#host.acceptFile || file === undefined) return;
    event.preventDefault();
    this.open(file);
  };

  #read(source: (signal: AbortSignal) => Promise<string>): void {
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    this.#state = { kind: 'loading' };
    const done = this.#stateOf(source, run.signal).then((state) => {
      if (run.signal.aborted) return;
      this.#state = state;
      this.#done = undefined;
      this.#host.requestUpdate();
    });
    this.#done = done;
  }

  async #stateOf(source: (signal: AbortSignal) => Promise<string>, signal: AbortSignal): Promise<FileState> {
    try {
      const [text, { readMeterFile }] = await Promise.all([source(signal), import('./read-file.ts')]);
      return { kind: 'ready', series: readMeterFile(text, this.#host.timeZone) };
    } catch (error) {
      return { kind: 'failed', error: asError(error) };
    }
  }
}

function errorOf(code: string, message: string): ErrorLike {
  return { code, message };
}

// Failures of fetch are TypeErrors, those of JSON SyntaxErrors; everything of ours has a code.
function asError(error: unknown): ErrorLike {
  if (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'message' in error &&
    typeof error.code === 'string'
  ) {
    return errorOf(error.code, String(error.message));
  }
  const message = error instanceof Error ? error.message : String(error);
  return errorOf(error instanceof SyntaxError ? 'decode' : 'network', message);
}
