import type { Choices } from '@arc-elements/intervals/files';
import type { ReactiveController } from 'lit';
import { LazyController } from '../controllers/lazy-controller.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import type { FileHost, FileSource, FileState } from './file-state.ts';
import type { OpenedFile } from './opened-file.ts';

/** The file that is shown or being read. */
interface Slot {
  readonly source: FileSource;
  /** `undefined` until opened-file.ts has loaded. */
  file?: OpenedFile;
  error?: ErrorLike;
}

/** Reads files and asks about them; loaded with the first file. */
const OPENED_FILE = new LazyModule(async () => (await import('./opened-file.ts')).OpenedFile);

/** Error code if that module cannot be loaded. */
const NOT_LOADED = 'network';

const CANCELLED: ErrorLike = { code: 'aborted', message: 'Reading the file was cancelled.' };

/**
 * Loads the file at `src`, and reads files that the person dropped or chose, which never leave the
 * browser. Shows the newest file; a slower older one is ignored. `leave()` drops the person's file
 * and all answers, but not the file at `src`, which is the page's.
 */
export class FileController implements ReactiveController {
  readonly #host: FileHost;
  readonly #locale: () => string;
  readonly #lazy: LazyController;
  /** Answers by file, so that opening a file again asks nothing. */
  readonly #answers = new Map<string, Choices>();
  #slot: Slot | undefined;
  /** The previous file, shown again if the person cancels the newest one. */
  #previous: Slot | undefined;
  #src = '';
  #timeZone = '';
  #pending: Promise<void> | undefined;
  /** The file that was being read when the element was removed. */
  #interrupted: FileSource | undefined;

  /** @param locale - Returns the language of the element. */
  constructor(host: FileHost, locale: () => string) {
    this.#host = host;
    this.#locale = locale;
    this.#lazy = new LazyController(host);
    host.addController(this);
  }

  /** State of the file; `null` without one. */
  get state(): FileState | null {
    const slot = this.#slot;
    if (slot === undefined) return null;
    if (slot.error !== undefined) return { kind: 'failed', error: slot.error };
    return slot.file?.state ?? { kind: 'loading' };
  }

  /** Settles when the current file is read; `undefined` while none is being read. */
  get pending(): Promise<void> | undefined {
    return this.#pending;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#onDragOver);
    this.#host.addEventListener('drop', this.#onDrop);
    // Reading stopped when the element was removed or moved, so it starts again.
    if (this.#interrupted !== undefined) this.#begin(this.#interrupted);
  }

  hostUpdate(): void {
    // An element outside the page reads its file when it is inserted again.
    if (!this.#host.isConnected) return;
    const { timeZone } = this.#host;
    if (this.#host.src !== this.#src) this.load();
    else if (timeZone !== this.#timeZone) this.#track(this.#slot?.file?.readAgain());
    this.#timeZone = timeZone;
    const slot = this.#slot;
    if (slot === undefined) return;
    this.#lazy.need(slot.file?.words ?? OPENED_FILE);
    if (slot.error?.code === NOT_LOADED && OPENED_FILE.value !== undefined) this.#begin(slot.source);
  }

  hostUpdated(): void {
    this.#slot?.file?.applyFocus();
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#onDragOver);
    this.#host.removeEventListener('drop', this.#onDrop);
    if (this.#pending === undefined) return;
    const source = this.#slot?.source;
    this.#close();
    this.#interrupted = source;
  }

  /** Loads `src` again, or drops the file if `src` is empty. */
  load(): void {
    const { src } = this.#host;
    this.#src = src;
    this.#previous = undefined;
    if (src !== '') this.#begin({ name: nameOf(src), byPerson: false, blob: (signal) => fetchBlob(src, signal) });
    else this.#close();
  }

  /** Reads a file that the person chose. */
  open(file: Blob): void {
    this.#previous = this.#readSlot;
    this.#begin({ name: 'name' in file ? String(file.name) : '', byPerson: true, blob: async () => file });
    this.#host.requestUpdate();
  }

  /** Drops the file that the person opened, and all answers. Called when the person leaves. */
  leave(): void {
    const answered = this.#answers.size > 0;
    this.#answers.clear();
    if (this.#slot?.source.byPerson) this.load();
    else if (answered) this.#track(this.#slot?.file?.restart());
  }

  /** The current file, or the previous one while the current one is read for the first time. */
  get #readSlot(): Slot | undefined {
    return this.#slot?.file?.hasResult ? this.#slot : this.#previous;
  }

  readonly #onDragOver = (event: DragEvent): void => {
    // Without this, the browser would open a dropped file in place of the page.
    if (this.#host.acceptFile && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!this.#host.acceptFile || file === undefined) return;
    event.preventDefault();
    this.open(file);
  };

  #close(): void {
    this.#slot?.file?.end();
    this.#slot = this.#pending = this.#interrupted = undefined;
  }

  /** Shows the previous file again, after the newest one was cancelled. */
  #restorePrevious(): void {
    const previous = this.#previous;
    const source = this.#slot?.source;
    this.#previous = undefined;
    this.#close();
    if (previous !== undefined) this.#slot = previous;
    else if (source?.byPerson === false) this.#slot = { source, error: CANCELLED };
    else this.load();
    this.#host.requestUpdate();
  }

  #begin(source: FileSource): void {
    this.#close();
    const slot: Slot = { source };
    this.#slot = slot;
    this.#track(this.#read(slot));
  }

  async #read(slot: Slot): Promise<void> {
    await OPENED_FILE.load();
    if (this.#slot !== slot) return;
    const OpenedFile = OPENED_FILE.value;
    if (OpenedFile === undefined) {
      slot.error = { code: NOT_LOADED, message: OPENED_FILE.error?.message ?? '' };
      return;
    }
    slot.file = new OpenedFile(this.#host, slot.source, this.#answers, {
      locale: this.#locale,
      track: (reading) => this.#track(reading),
      cancel: () => this.#restorePrevious(),
      open: (file) => this.open(file),
    });
    await slot.file.readAgain();
  }

  /** Waits for a reading, then updates the element. */
  #track(reading: Promise<void> | undefined): void {
    if (reading === undefined) return;
    const done = reading.then(() => {
      if (this.#pending !== done) return;
      this.#pending = undefined;
      this.#host.requestUpdate();
    });
    this.#pending = done;
  }
}

async function fetchBlob(src: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(src, { signal });
  if (response.ok) return await response.blob();
  throw { code: response.status === 404 ? 'not-found' : 'upstream-failed', message: `HTTP ${response.status}` };
}

/** Returns the last part of an address. */
function nameOf(src: string): string {
  const path = URL.parse(src, document.baseURI)?.pathname ?? src;
  return path.slice(path.lastIndexOf('/') + 1) || src;
}
