import type { IntervalData } from '@arc-elements/intervals';
import { intervalPaths } from '@arc-elements/models';
import type { CallOptions, Transport } from './transport.ts';

/**
 * `/plug/intervals` and `/plug/normalizedIntervals`. Both throw code `meter-inactive` before the
 * meter is activated.
 */
export interface IntervalsApi {
  /** As the utility published them: any length and order; sorted and checked on the way in. */
  raw(meterId: string, options?: CallOptions): Promise<IntervalData>;
  /** In 15-minute slots, whatever the source; `series.sourceMinutes` tells the true resolution. */
  normalized(meterId: string, options?: CallOptions): Promise<IntervalData>;
}

/** The endpoints of {@link IntervalsApi} over a transport. */
export const intervalsApi = (transport: Transport): IntervalsApi => {
  async function read(path: string, { signal }: CallOptions = {}): Promise<IntervalData> {
    // Loaded beside the request rather than after it. Given the text, it reads raw bodies faster
    // than JSON.parse alone.
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
