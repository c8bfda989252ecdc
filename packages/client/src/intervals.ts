import type { IntervalData } from '@arc-elements/intervals';
import { intervalPaths } from '@arc-elements/models';
import type { CallOptions, Transport } from './transport.ts';

/**
 * `/plug/intervals` and `/plug/normalizedIntervals`. Calls reject with code `meter-inactive` before
 * the meter is activated.
 */
export interface IntervalsApi {
  /** Returns readings as the utility published them, of any length; sorted and checked. */
  raw(meterId: string, options?: CallOptions): Promise<IntervalData>;
  /** Returns readings in slots of 15 minutes; `series.sourceMinutes` has their true resolution. */
  normalized(meterId: string, options?: CallOptions): Promise<IntervalData>;
}

/** Returns the endpoints of {@link IntervalsApi} over a transport. */
export const intervalsApi = (transport: Transport): IntervalsApi => {
  async function read(path: string, { signal }: CallOptions = {}): Promise<IntervalData> {
    // Loaded beside the request rather than after it. It gets the text, to keep long meter numbers.
    const reader = import('./intervals-reader.ts');
    const parse = async (text: string) => (await reader).readIntervalsText(text);
    const [, answer] = await Promise.allSettled([reader, transport.json(path, { signal, parse })]);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value as IntervalData;
  }
  return {
    raw: (meterId, options) => read(intervalPaths.raw(meterId), options),
    normalized: (meterId, options) => read(intervalPaths.normalized(meterId), options),
  };
};
