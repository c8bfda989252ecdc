import type { ArcSession, IntervalData, Resource, SessionState } from '@arc-elements/client';
import type { Series, SeriesInput } from '@arc-elements/intervals';
import { canReadIntervals, type Meter } from '@arc-elements/models';
import { PersonalState } from '../controllers/personal-state.ts';
import type { SessionController } from '../controllers/session-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { signedOut } from '../internal/states.ts';
import { FileController } from '../meter-file/file-controller.ts';
import type { FileContent, FileHost, FileState } from '../meter-file/file-state.ts';

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
  | Exclude<FileState, { readonly kind: 'loading' | 'ready' }>
  | {
      readonly kind: 'ready';
      readonly series: Series;
      readonly meter: Meter | undefined;
      /** Set while older data stand in for a refresh that failed. */
      readonly stale: { readonly error: ErrorLike | null; readonly updatedAtMs: number | null } | null;
      /** What to say under the chart of a file. */
      readonly below?: FileContent;
    };

/** What the source reads from its element. */
export interface SourceHost extends FileHost {
  readonly series: SeriesSource | undefined;
  readonly meterId: string;
}

/** Where the session comes from. */
export type SourceScope = Pick<SessionController, 'session' | 'problem' | 'locale'>;

/** What became of turning interval data on, for one person. */
interface Activation {
  running: boolean;
  error: ErrorLike | null;
}

/**
 * Decides what an element shows that was given no series: a file, or the chosen meter of the session, or its first active one. Watches only the
 * stores it needs.
 */
export class SourceController {
  readonly files: FileController;
  readonly #host: SourceHost;
  readonly #scope: SourceScope;
  readonly #meters: StoreController<Resource<readonly Meter[]>>;
  readonly #intervals: StoreController<Resource<IntervalData>>;
  readonly #signedOut: StoreController<SessionState, ErrorLike | null>;
  readonly #activation: PersonalState<Activation>;

  /** `left` is called after the person of the session went. */
  constructor(host: SourceHost, scope: SourceScope, left: () => void) {
    this.#host = host;
    this.#scope = scope;
    this.files = new FileController(host, () => scope.locale);
    this.#signedOut = new StoreController(host, () => scope.session?.state, signedOut);
    this.#activation = new PersonalState<Activation>(
      host,
      () => scope.session,
      () => ({ running: false, error: null }),
      () => {
        this.files.leave();
        left();
      },
    );
    this.#meters = new StoreController(host, () => this.#session?.meters);
    this.#intervals = new StoreController(host, () => {
      const id = this.#readableMeterId;
      return id === '' ? undefined : this.#session?.intervals(id);
    });
  }

  /** Whom what is shown belongs to: another object once that person went. */
  get owner(): unknown {
    return this.#activation.value;
  }

  /** Why nothing can be shown at all: no session, or nobody is signed in. `null` when there is no such reason. */
  get blocked(): ErrorLike | null {
    return this.#scope.problem ?? this.#signedOut.value ?? null;
  }

  get state(): SourceState {
    // Asked first: who went takes along what would be looked at below.
    void this.owner;
    const host = this.#host;
    const { session } = this.#scope;
    const file = this.files.state;
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

  /** What to report of what is shown; `null` when all is well. */
  get error(): ErrorLike | null {
    const { state } = this;
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

  /** Turning interval data on is under way. */
  get activating(): boolean {
    return this.#activation.value.running;
  }

  /** It was tried and did not work. */
  get activateFailed(): boolean {
    return this.#activation.value.error !== null;
  }

  /** Turns interval data on for a meter. */
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
      activation.error = error as ErrorLike;
    }
    activation.running = false;
    this.#host.requestUpdate();
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
    if (this.blocked !== null) session.retry();
    // Failures land in the stores, which render; nothing is left to reject here.
    if (this.#meters.value?.status === 'failed') void session.meters.refresh();
    if (id !== '') void session.intervals(id).refresh();
  }

  get #session(): ArcSession | undefined {
    return this.#host.series === undefined && this.files.state === null ? this.#scope.session : undefined;
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
