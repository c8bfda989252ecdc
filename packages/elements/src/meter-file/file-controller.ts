import type { Choices } from '@arc-elements/intervals/files';
import type { ReactiveController } from 'lit';
import { LazyController } from '../controllers/lazy-controller.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import type { FileHost, FileState } from './file-state.ts';
import type { OpenedFile } from './opened-file.ts';

/** Where a file comes from. */
export interface FileSource {
  /** As a person knows it. */
  readonly name: string;
  /** A person chose it, so the focus may go to what is asked about it. */
  readonly byPerson: boolean;
  /** @throws {ErrorLike} The file cannot be fetched. */
  blob(signal: AbortSignal): Promise<Blob>;
}

/** The file that is shown, or being read. */
interface Slot {
  readonly source: FileSource;
  /** `undefined` until opened-file.ts has loaded. */
  file?: OpenedFile;
  error?: ErrorLike;
}

/** What reads files and asks about them: fetched with the first file. */
const OPENED_FILE = new LazyModule(async () => (await import('./opened-file.ts')).OpenedFile);

/** Code of the error while that is not there. */
const LOST = 'network';

const GIVEN_UP: ErrorLike = { code: 'aborted', message: 'Reading the file was cancelled.' };

/**
 * Loads the file at `src`, and reads files that the person dropped or chose; those never leave the
 * browser. The newest wins, and a slow older one is ignored. The file at `src` is the page's;
 * `leave()` forgets the one that a person opened, and all answers.
 */
export class FileController implements ReactiveController {
  readonly #host: FileHost;
  readonly #locale: () => string;
  readonly #lazy: LazyController;
  /** Answers by file, so that opening one again asks nothing. */
  readonly #answers = new Map<string, Choices>();
  #slot: Slot | undefined;
  /** The previous file; shown again if reading the newest is cancelled. */
  #before: Slot | undefined;
  #src = '';
  #timeZone = '';
  #arriving: Promise<void> | undefined;
  #interrupted: FileSource | undefined;

  /** `locale` is the one that is shown. */
  constructor(host: FileHost, locale: () => string) {
    this.#host = host;
    this.#locale = locale;
    this.#lazy = new LazyController(host);
    host.addController(this);
  }

  /** `null` while there is no file at all. */
  get state(): FileState | null {
    const slot = this.#slot;
    if (slot === undefined) return null;
    if (slot.error !== undefined) return { kind: 'failed', error: slot.error };
    return slot.file?.state ?? { kind: 'loading' };
  }

  /** Resolves when the current file is read; `undefined` while none is being read. */
  get arriving(): Promise<void> | undefined {
    return this.#arriving;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#onDragOver);
    this.#host.addEventListener('drop', this.#onDrop);
    // Reading stopped when the element was removed; it may only have been moved, so read again.
    if (this.#interrupted !== undefined) this.#begin(this.#interrupted);
  }

  hostUpdate(): void {
    // One that was taken out of the page may still be given things; it reads them when it is put
    // back.
    if (!this.#host.isConnected) return;
    const { timeZone } = this.#host;
    if (this.#host.src !== this.#src) this.load();
    else if (timeZone !== this.#timeZone) this.#track(this.#slot?.file?.readAgain());
    this.#timeZone = timeZone;
    const slot = this.#slot;
    if (slot === undefined) return;
    this.#lazy.need(slot.file?.words ?? OPENED_FILE);
    if (slot.error?.code === LOST && OPENED_FILE.value !== undefined) this.#begin(slot.source);
  }

  hostUpdated(): void {
    this.#slot?.file?.placeFocus();
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#onDragOver);
    this.#host.removeEventListener('drop', this.#onDrop);
    if (this.#arriving === undefined) return;
    const source = this.#slot?.source;
    this.#drop();
    this.#interrupted = source;
  }

  /** Loads `src` again, or lets go of the file when it is empty. */
  load(): void {
    const { src } = this.#host;
    this.#src = src;
    this.#before = undefined;
    if (src !== '') this.#begin({ name: nameOf(src), byPerson: false, blob: (signal) => fetched(src, signal) });
    else this.#drop();
  }

  /** Reads a file that the person chose. */
  open(file: Blob): void {
    this.#before = this.#settled;
    this.#begin({ name: 'name' in file ? String(file.name) : '', byPerson: true, blob: async () => file });
    this.#host.requestUpdate();
  }

  /** The person went: lets go of the file that they opened, and of all that they answered. */
  leave(): void {
    const answered = this.#answers.size > 0;
    this.#answers.clear();
    if (this.#slot?.source.byPerson) this.load();
    else if (answered) this.#track(this.#slot?.file?.readAfresh());
  }

  /** The file in hand, unless it is still being read for the first time. */
  get #settled(): Slot | undefined {
    return this.#slot?.file?.hasResult ? this.#slot : this.#before;
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

  #drop(): void {
    this.#slot?.file?.end();
    this.#slot = this.#arriving = this.#interrupted = undefined;
  }

  /** The newest file was given up. */
  #back(): void {
    const before = this.#before;
    const source = this.#slot?.source;
    this.#before = undefined;
    this.#drop();
    if (before !== undefined) this.#slot = before;
    else if (source?.byPerson === false) this.#slot = { source, error: GIVEN_UP };
    else this.load();
    this.#host.requestUpdate();
  }

  #begin(source: FileSource): void {
    this.#drop();
    const slot: Slot = { source };
    this.#slot = slot;
    this.#track(this.#read(slot));
  }

  async #read(slot: Slot): Promise<void> {
    await OPENED_FILE.load();
    if (this.#slot !== slot) return;
    const OpenedFile = OPENED_FILE.value;
    if (OpenedFile === undefined) {
      slot.error = { code: LOST, message: OPENED_FILE.error?.message ?? '' };
      return;
    }
    slot.file = new OpenedFile(this.#host, slot.source, this.#answers, {
      locale: this.#locale,
      track: (reading) => this.#track(reading),
      giveUp: () => this.#back(),
      open: (file) => this.open(file),
    });
    await slot.file.readAgain();
  }

  /** Waits for a reading, and shows what comes of it. */
  #track(reading: Promise<void> | undefined): void {
    if (reading === undefined) return;
    const done = reading.then(() => {
      if (this.#arriving !== done) return;
      this.#arriving = undefined;
      this.#host.requestUpdate();
    });
    this.#arriving = done;
  }
}

async function fetched(src: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(src, { signal });
  if (response.ok) return await response.blob();
  throw { code: response.status === 404 ? 'not-found' : 'upstream-failed', message: `HTTP ${response.status}` };
}

/** The last part of an address. */
function nameOf(src: string): string {
  const path = URL.parse(src, document.baseURI)?.pathname ?? src;
  return path.slice(path.lastIndexOf('/') + 1) || src;
}
