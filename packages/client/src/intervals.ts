import { readIntervals } from '@arc-elements/intervals';
import type { CallOptions, Transport } from './transport.ts';

/** A meter's readings as columns, what was found while reading them, and what the answer says about the meter. */
export type IntervalData = ReturnType<typeof readIntervals>;

/** `/plug/intervals` and `/plug/normalizedIntervals`. Both throw code `meter-inactive` before the meter is activated. */
export interface IntervalsApi {
  /** As the utility published them: any length and order; sorted and checked on the way in. */
  raw(meterId: string, options?: CallOptions): Promise<IntervalData>;
  /** In 15-minute slots, whatever the source; `series.sourceMinutes` tells the true resolution. */
  normalized(meterId: string, options?: CallOptions): Promise<IntervalData>;
}

export const intervalsApi = (transport: Transport): IntervalsApi => {
  const read = async (kind: string, meterId: string, { signal }: CallOptions = {}) =>
    readIntervals(await transport.json(`/plug/${kind}/meters/${encodeURIComponent(meterId)}`, { signal }));
  return {
    raw: (meterId, options) => read('intervals', meterId, options),
    normalized: (meterId, options) => read('normalizedIntervals', meterId, options),
  };
};
