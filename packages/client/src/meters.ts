import { type Decoded, decodeMeter, decodeMeters, type Meter, searchFor } from '@arc-elements/models';
import { readPages } from './paging.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Options of the list of meters. */
export interface MeterListOptions extends CallOptions {
  /**
   * Returns only meters of these Plug credentials. Needed on a server; the broker does it itself.
   */
  readonly credentialIds?: readonly string[];
}

/** `/plug/meters`. */
export interface MetersApi {
  list(options?: MeterListOptions): Promise<Decoded<Meter>>;
  get(id: string, options?: CallOptions): Promise<Meter>;
  /**
   * Requests the intervals of a meter with the status `INTERVALS_NOT_REQUESTED`. Collecting them
   * takes minutes or longer; the status of the meter shows the progress.
   * @throws {ArcError} Code `meter-not-activatable` for any other status.
   */
  activateIntervals(id: string, options?: CallOptions): Promise<Meter>;
}

/** Returns the endpoints of {@link MetersApi} over a transport. */
export const metersApi = (transport: Transport): MetersApi => ({
  list: async ({ credentialIds, signal } = {}) => {
    // An empty filter would return the meters of all users.
    if (credentialIds?.length === 0) return { value: [], rejected: [], leftOut: 0, page: null, totalCount: 0 };
    const search = credentialIds && searchFor('credentialIds', credentialIds);
    return readPages(
      async (page, size) =>
        decodeMeters(await transport.json('/plug/meters', { query: { search, page, size }, signal })),
      { idOf: ({ id }) => id },
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
