import type { ArcSession, IntervalData, Resource, SessionState } from '@arc-elements/client';
import type { Series, SeriesInput } from '@arc-elements/intervals';
import { canReadIntervals, type Meter } from '@arc-elements/models';
import { StoreController } from '../controllers/store-controller.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { SIGNED_OUT } from '../internal/states.ts';
import { FileController, type FileHost } from './file-controller.ts';

/** What a page can give as `.series`: ready columns, or the plain arrays they are made from. */
export type SeriesSource = Series | SeriesInput;

/** What there is to show, in exactly one state. */
export type SourceState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'no-session' }
  | { readonly kind: 'no-meter' }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'not-activated'; readonly meter: Meter }
  | { readonly kind: 'in-progress'; readonly meter: Meter }
  | { readonly kind: 'not-supported'; readonly meter: Meter }
  | { readonly kind: 'failed'; readonly error: ErrorLike }
  | {
      readonly kind: 'ready';
      readonly series: Series;
      readonly meter: Meter | undefined;
      /** Set while older data stand in for a refresh that failed. */
      readonly stale: { readonly error: ErrorLike | null; readonly updatedAtMs: number | null } | null;
    };

/** What the source reads from its element. */
export interface SourceHost extends FileHost {
  readonly series: SeriesSource | undefined;
  readonly meterId: string;
  readonly currentSession: ArcSession | undefined;
  /** Why there is no session; `null` when there is one, or one may still come. */
  readonly sessionProblem: ErrorLike | null;
}

/**
 * Decides what an element shows that was given no series: a file, or the chosen meter of the session, or its first active one. Watches only the
 * stores it needs.
 */
export class SourceController {
  readonly files: FileController;
  readonly #host: SourceHost;
  readonly #meters: StoreController<Resource<readonly Meter[]>>;
  readonly #intervals: StoreController<Resource<IntervalData>>;
  #activating = false;
  #activateError: ErrorLike | null = null;
  readonly #status: StoreController<SessionState, SessionState['status']>;

  constructor(host: SourceHost) {
    this.#host = host;
    this.files = new FileController(host);
    this.#status = new StoreController(
      host,
      () => host.currentSession?.state,
      ({ status }) => status,
    );
    this.#meters = new StoreController(host, () => this.#session?.meters);
    this.#intervals = new StoreController(host, () => {
      const id = this.#readableMeterId;
      return id === '' ? undefined : this.#session?.intervals(id);
    });
  }

  /** Why nothing can be loaded at all: no session, or the person signed out. `null` when there is no such reason. */
  get blocked(): ErrorLike | null {
    return this.#host.sessionProblem ?? (this.#status.value === 'signed-out' ? SIGNED_OUT : null);
  }

  get state(): SourceState {
    const host = this.#host;
    const file = this.files.state;
    if (file !== null) return file.kind === 'ready' ? { ...file, meter: undefined, stale: null } : file;
    if (host.currentSession === undefined && host.acceptFile) return { kind: 'no-file' };
    if (this.blocked !== null) return { kind: 'no-session' };
    if (host.currentSession === undefined) return { kind: 'loading' };
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

  /** What to report of what is shown; `null` when all is well. */
  get error(): ErrorLike | null {
    if (this.#activateError !== null) return this.#activateError;
    const { state } = this;
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

  /** Turning interval data on is under way. */
  get activating(): boolean {
    return this.#activating;
  }

  /** It was tried and did not work. */
  get activateFailed(): boolean {
    return this.#activateError !== null;
  }

  /** Turns interval data on for a meter. */
  async activate(meterId: string): Promise<void> {
    const session = this.#host.currentSession;
    if (session === undefined || this.#activating) return;
    this.#activating = true;
    this.#activateError = null;
    this.#host.requestUpdate();
    try {
      await session.activateIntervals(meterId);
    } catch (error) {
      this.#activateError = error as ErrorLike;
    } finally {
      this.#activating = false;
      this.#host.requestUpdate();
    }
  }

  /** Asks again for what failed. */
  retry(): void {
    const session = this.#session;
    const id = this.#readableMeterId;
    if (this.files.state?.kind === 'failed') {
      this.files.load();
      this.#host.requestUpdate();
      return;
    }
    if (session === undefined) return;
    // Failures land in the stores, which render; nothing is left to reject here.
    if (this.#meters.value?.status === 'failed') void session.meters.refresh();
    if (id !== '') void session.intervals(id).refresh();
  }

  get #session(): ArcSession | undefined {
    return this.#host.series === undefined && this.files.state === null ? this.#host.currentSession : undefined;
  }

  get #meter(): Meter | undefined {
    const { meterId } = this.#host;
    const meters = this.#meters.value?.data ?? [];
    if (meterId !== '') return meters.find((meter) => meter.id === meterId);
    return (
      meters.find((meter) => meter.status !== 'unknown' && canReadIntervals(meter)) ??
      meters.find((meter) => meter.status === 'INTERVALS_IN_PROGRESS' || meter.isIntervalsProductActive === true) ??
      meters.find((meter) => meter.status === 'INTERVALS_NOT_REQUESTED') ??
      meters[0]
    );
  }

  // Asking for the readings of a meter that is known not to have any is answered with an error, so it is not asked.
  get #readableMeterId(): string {
    if (this.#session === undefined) return '';
    const meter = this.#meter;
    if (meter === undefined) return this.#host.meterId;
    return canReadIntervals(meter) ? meter.id : '';
  }
}

/** Why a meter has no readings to show. */
function withoutReadings(meter: Meter): SourceState {
  if (meter.status === 'INTERVALS_IN_PROGRESS') return { kind: 'in-progress', meter };
  return { kind: meter.status === 'INTERVALS_NOT_SUPPORTED' ? 'not-supported' : 'not-activated', meter };
}
