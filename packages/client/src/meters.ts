import { type Decoded, decodeMeter, decodeMeters, type Meter, searchFor } from '@arc-elements/models';
import { readPages } from './paging.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Options of the list of meters. */
export interface MeterListOptions extends CallOptions {
  /** Only meters of these Plug credentials. Needed against the platform; the broker narrows by itself. */
  readonly credentialIds?: readonly string[];
}

/** `/plug/meters`. */
export interface MetersApi {
  list(options?: MeterListOptions): Promise<Decoded<Meter>>;
  get(id: string, options?: CallOptions): Promise<Meter>;
  /**
   * Asks for the meter's intervals. Only from `INTERVALS_NOT_REQUESTED`; what follows takes minutes or longer and shows in
   * the meter's status.
   * @throws {ArcError} Code `meter-not-activatable` from any other status.
   */
  activateIntervals(id: string, options?: CallOptions): Promise<Meter>;
}

/** The endpoints of {@link MetersApi} over a transport. */
export const metersApi = (transport: Transport): MetersApi => ({
  list: async ({ credentialIds, signal } = {}) => {
    // Without an id the filter would be empty, and an empty filter is everybody.
    if (credentialIds?.length === 0) return { value: [], rejected: [], leftOut: 0, page: null, totalCount: 0 };
    const search = credentialIds && searchFor('credentialIds', credentialIds);
    return readPages(async (page, size) =>
      decodeMeters(await transport.json('/plug/meters', { query: { search, page, size }, signal })),
    );
  },
  get: async (id, { signal } = {}) => decodeMeter(await transport.json(meterPath(id), { signal }), id),
  activateIntervals: async (id, { signal } = {}) =>
    decodeMeter(
      await transport.json(meterPath(id), { method: 'PATCH', json: { isIntervalsProductActive: true }, signal }),
      id,
    ),
});

const meterPath = (id: string) => `/plug/meters/${encodeURIComponent(id)}`;
