import type { ArcSession, IntervalData, Resource } from '@arc-elements/client';
import { createSeries, type Series, type SeriesInput } from '@arc-elements/intervals';
import type { Meter } from '@arc-elements/models';
import { StoreController } from '../controllers/store-controller.ts';
import type { ErrorLike } from '../internal/errors.ts';
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
  /** A person may open a file of their own. */
  readonly acceptFile: boolean;
  readonly currentSession: ArcSession | undefined;
  readonly sessionMissing: boolean;
}

/**
 * Decides what an element shows: the series the page gave, or a file, or the chosen meter of the session, or its first active one. Watches only the
 * stores it needs.
 */
export class SourceController {
  readonly files: FileController;
  readonly #host: SourceHost;
  readonly #meters: StoreController<Resource<readonly Meter[]>>;
  readonly #intervals: StoreController<Resource<IntervalData>>;
  #given: SeriesSource | undefined;
  #made: Series | undefined;

  constructor(host: SourceHost) {
    this.#host = host;
    this.files = new FileController(host);
    this.#meters = new StoreController(host, () => this.#session?.meters);
    this.#intervals = new StoreController(host, () => {
      const id = this.#readableMeterId;
      return id === '' ? undefined : this.#session?.intervals(id);
    });
  }

  /** @throws {RangeError} `.series` is not a series: its columns differ in length, or it has no start or step. */
  get state(): SourceState {
    const host = this.#host;
    if (host.series !== undefined)
      return { kind: 'ready', series: this.#fromPage(host.series), meter: undefined, stale: null };
    const file = this.files.state;
    if (file !== null) return file.kind === 'ready' ? { ...file, meter: undefined, stale: null } : file;
    if (host.currentSession === undefined && host.acceptFile) return { kind: 'no-file' };
    if (host.sessionMissing) return { kind: 'no-session' };
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
    if (meter?.status === 'INTERVALS_NOT_REQUESTED') return { kind: 'not-activated', meter };
    if (meter?.status === 'INTERVALS_IN_PROGRESS') return { kind: 'in-progress', meter };
    if (meter?.status === 'INTERVALS_NOT_SUPPORTED') return { kind: 'not-supported', meter };
    if (intervals?.status !== 'failed' || intervals.error === null) return { kind: 'loading' };
    if (intervals.error.code === 'meter-inactive' && meter !== undefined) return { kind: 'not-activated', meter };
    if (intervals.error.code === 'feature-not-ready' && meter !== undefined) return { kind: 'in-progress', meter };
    return { kind: 'failed', error: intervals.error };
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
      meters.find((meter) => meter.status === 'INTERVALS_SUCCESS') ??
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
    const silent = meter.status === 'INTERVALS_NOT_REQUESTED' || meter.status === 'INTERVALS_NOT_SUPPORTED';
    return silent || meter.status === 'INTERVALS_IN_PROGRESS' ? '' : meter.id;
  }

  #fromPage(given: SeriesSource): Series {
    if (given !== this.#given || this.#made === undefined) {
      this.#made = isSeries(given) ? given : createSeries(given);
      this.#given = given;
    }
    return this.#made;
  }
}

function isSeries(given: SeriesSource): given is Series {
  return 'length' in given && 'quality' in given && 'sourceMinutes' in given && 'endMs' in given;
}
