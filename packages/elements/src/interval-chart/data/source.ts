import type { ArcSession, IntervalData, Resource, SessionState } from '@arc-elements/client';
import { createSeries, type Series, type SeriesInput } from '@arc-elements/intervals';
import { canReadIntervals, intervalsStatusOf, type Meter } from '@arc-elements/models';
import type { LazyController } from '../../controllers/lazy-controller.ts';
import { PersonalState } from '../../controllers/personal-state.ts';
import type { SessionController } from '../../controllers/session-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { blockedReason } from '../../internal/blocked-reason.ts';
import type { ErrorLike } from '../../internal/errors.ts';
import { LazyModule } from '../../internal/lazy-module.ts';
import { toErrorLike } from '../../internal/to-error-like.ts';
import type { FileController } from '../../meter-file/file-controller.ts';
import type { FileContent, FileHost, FileState } from '../../meter-file/file-state.ts';
import { chosenMeter, readableMeterId } from './meter-choice.ts';

/** What a page can set as `.series`: a series, or the arrays to create one from. */
export type SeriesSource = Series | SeriesInput;

/** What a chart has to show. */
export type SourceState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'no-session' }
  | { readonly kind: 'no-meter' }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'not-activated'; readonly meter: Meter }
  | { readonly kind: 'in-progress'; readonly meter: Meter }
  | { readonly kind: 'not-supported'; readonly meter: Meter }
  | Exclude<FileState, { readonly kind: 'loading' | 'ready' }>
  | {
      readonly kind: 'ready';
      readonly series: Series;
      readonly meter: Meter | undefined;
      /** Set while older readings are shown because a refresh failed. */
      readonly stale: { readonly error: ErrorLike | null; readonly updatedAtMs: number | null } | null;
      /** Content below the chart of a file. */
      readonly below?: FileContent;
    };

/** The element of a source. */
export interface SourceHost extends FileHost {
  readonly series: SeriesSource | null | undefined;
  readonly meterId: string;
}

/** The session, and the language, of an element. */
export type SourceScope = Pick<SessionController, 'session' | 'problem' | 'locale'>;

const FILES = new LazyModule(() => import('../../meter-file/file-controller.ts'));

/** Progress of turning on usage data for one person. */
interface Activation {
  running: boolean;
  error: ErrorLike | null;
}

/**
 * Decides what an element shows: the page's series, else a file, else a meter of the session.
 * Subscribes only to the stores it needs.
 */
export class SourceController {
  /** Reads files; `undefined` until the element needs one. */
  files: FileController | undefined;
  readonly #host: SourceHost;
  readonly #scope: SourceScope;
  readonly #lazy: LazyController;
  readonly #meters: StoreController<Resource<readonly Meter[]>>;
  readonly #intervals: StoreController<Resource<IntervalData>>;
  readonly #blocked: StoreController<SessionState, ErrorLike | null>;
  readonly #activation: PersonalState<Activation>;
  #pageSeries: { readonly series: SeriesSource; readonly state: SourceState } | undefined;

  /** `left` is called after the person of the session changed or signed out. */
  constructor(host: SourceHost, scope: SourceScope, lazy: LazyController, left: () => void) {
    this.#host = host;
    this.#scope = scope;
    this.#lazy = lazy;
    this.#blocked = new StoreController(host, () => scope.session?.state, blockedReason);
    this.#activation = new PersonalState<Activation>(
      host,
      () => scope.session,
      () => ({ running: false, error: null }),
      () => {
        this.files?.leave();
        left();
      },
    );
    this.#meters = new StoreController(host, () => this.#session?.meters);
    this.#intervals = new StoreController(host, () => {
      const id = this.#readableMeterId;
      return id === '' ? undefined : this.#session?.intervals(id);
    });
  }

  /** Identifies the person whose data are shown: a new object after the person changed. */
  get owner(): unknown {
    return this.#activation.value;
  }

  /** Why no session data can be shown, such as nobody being signed in; `null` when they can. */
  get blocked(): ErrorLike | null {
    return this.#scope.problem ?? this.#blocked.value ?? null;
  }

  get state(): SourceState {
    // If the person changed, this getter drops their file and activation, which are read below.
    void this.owner;
    const host = this.#host;
    if (host.series != null) {
      if (host.series !== this.#pageSeries?.series)
        this.#pageSeries = { series: host.series, state: stateOfSeries(host.series) };
      return this.#pageSeries.state;
    }
    this.#pageSeries = undefined;
    const { session } = this.#scope;
    if (this.#needsFiles) this.#loadFiles();
    // Lit calls hostUpdate only after willUpdate, which reads the state of the file now.
    this.files?.hostUpdate();
    const file = this.#file;
    if (file !== null) return file.kind === 'ready' ? { ...file, meter: undefined, stale: null } : file;
    if (session === undefined && host.acceptFile) return { kind: 'no-file' };
    if (this.blocked !== null) return { kind: 'no-session' };
    if (session === undefined) return { kind: 'loading' };
    const meters = this.#meters.value;
    const meter = this.#meter;
    if (meter === undefined && host.meterId === '') {
      if (meters?.data !== undefined && !(meters.status === 'loading' && meters.data.length === 0))
        return { kind: 'no-meter' };
      return meters?.status === 'failed' && meters.error !== null
        ? { kind: 'failed', error: meters.error }
        : { kind: 'loading' };
    }
    const intervals = this.#intervals.value;
    if (intervals?.data !== undefined) {
      const { series } = intervals.data;
      if (series.length === 0 && meter?.status === 'INTERVALS_IN_PROGRESS') return { kind: 'in-progress', meter };
      const stale = intervals.stale || intervals.status === 'failed';
      return {
        kind: 'ready',
        series,
        meter,
        stale: stale ? { error: intervals.error, updatedAtMs: intervals.updatedAtMs } : null,
      };
    }
    if (meter !== undefined && !canReadIntervals(meter)) return withoutReadings(meter);
    if (intervals?.status !== 'failed' || intervals.error === null) return { kind: 'loading' };
    if (intervals.error.code === 'meter-inactive' && meter !== undefined) return withoutReadings(meter);
    if (intervals.error.code === 'feature-not-ready' && meter !== undefined) return { kind: 'in-progress', meter };
    return { kind: 'failed', error: intervals.error };
  }

  /** Returns the error to report for a state; `null` when there is none. */
  errorOf(state: SourceState): ErrorLike | null {
    const { error } = this.#activation.value;
    if (error !== null) return error;
    switch (state.kind) {
      case 'failed':
        return state.error;
      case 'no-session':
        return this.blocked;
      case 'ready':
        return state.stale?.error ?? null;
      default:
        return null;
    }
  }

  /** True while usage data are being turned on. */
  get activating(): boolean {
    return this.#activation.value.running;
  }

  /** Why the last attempt to turn on usage data failed; `null` if it did not. */
  get activationProblem(): ErrorLike | null {
    return this.#activation.value.error;
  }

  /** Turns usage data on for a meter. */
  async activate(meterId: string): Promise<void> {
    const { session } = this.#scope;
    const activation = this.#activation.value;
    if (session === undefined || activation.running) return;
    activation.running = true;
    activation.error = null;
    this.#host.requestUpdate();
    try {
      await session.activateIntervals(meterId);
    } catch (error) {
      activation.error = toErrorLike(error);
    }
    activation.running = false;
    this.#host.requestUpdate();
  }

  /** Retries what failed: session, meters, readings or file. */
  retry(): void {
    const session = this.#session;
    const id = this.#readableMeterId;
    if (this.#file?.kind === 'failed') {
      this.files?.load();
      this.#host.requestUpdate();
      return;
    }
    if (session === undefined) return;
    if (this.blocked !== null) session.retry();
    // Failures land in the stores, which render; nothing is left to reject here.
    if (this.#meters.value?.status === 'failed') void session.meters.refresh();
    if (id !== '') void session.intervals(id).refresh();
  }

  /** Settles when the current file is read; `undefined` while none is being read. */
  get pending(): Promise<void> | undefined {
    return this.files?.pending;
  }

  get #needsFiles(): boolean {
    return this.files === undefined && (this.#host.acceptFile || Boolean(this.#host.src));
  }

  get #file(): FileState | null {
    return this.#needsFiles && this.#host.src ? { kind: 'loading' } : (this.files?.state ?? null);
  }

  #loadFiles(): void {
    const module = this.#lazy.need(FILES);
    if (module === undefined) return;
    this.files = new module.FileController(this.#host, () => this.#scope.locale);
  }

  get #session(): ArcSession | undefined {
    return this.#host.series == null && this.#file === null ? this.#scope.session : undefined;
  }

  get #meter(): Meter | undefined {
    return chosenMeter(this.#meters.value?.data ?? [], this.#host.meterId);
  }

  get #readableMeterId(): string {
    if (this.#session === undefined) return '';
    return readableMeterId(this.#meters.value?.data ?? [], this.#host.meterId);
  }
}

/** Returns true if the shown readings are stale or incomplete. */
export function isPartial({ stale, meter }: SourceState & { readonly kind: 'ready' }): boolean {
  return stale !== null || meter?.status === 'INTERVALS_IN_PROGRESS';
}

/** Returns the state of a meter without readings. */
function withoutReadings(meter: Meter): SourceState {
  const status = intervalsStatusOf(meter);
  if (status === 'INTERVALS_IN_PROGRESS') return { kind: 'in-progress', meter };
  return { kind: status === 'INTERVALS_NOT_SUPPORTED' ? 'not-supported' : 'not-activated', meter };
}

/**
 * Returns the state for a series of the page; `failed`, with a warning on the console, for a
 * malformed one.
 */
function stateOfSeries(given: SeriesSource): SourceState {
  try {
    return { kind: 'ready', series: createSeries(given), meter: undefined, stale: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.warn(`arc-elements: <arc-interval-chart> .series: ${message}`);
    return { kind: 'failed', error: { code: 'invalid-series', message } };
  }
}
