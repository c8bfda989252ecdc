import { type IntervalData, readIntervals } from '@arc-elements/intervals';
import { intervalPaths } from '@arc-elements/models';
import type { CallOptions, Transport } from './transport.ts';

/** `/plug/intervals` and `/plug/normalizedIntervals`. Both throw code `meter-inactive` before the meter is activated. */
export interface IntervalsApi {
  /** As the utility published them: any length and order; sorted and checked on the way in. */
  raw(meterId: string, options?: CallOptions): Promise<IntervalData>;
  /** In 15-minute slots, whatever the source; `series.sourceMinutes` tells the true resolution. */
  normalized(meterId: string, options?: CallOptions): Promise<IntervalData>;
}

export const intervalsApi = (transport: Transport): IntervalsApi => {
  const read = async (path: string, { signal }: CallOptions = {}) =>
    readIntervals(await transport.json(path, { signal }));
  return {
    raw: (meterId, options) => read(intervalPaths.raw(meterId), options),
    normalized: (meterId, options) => read(intervalPaths.normalized(meterId), options),
  };
};
