import type { ArcSession } from '@arc-elements/client';
import { canReadIntervals, intervalsStatusOf } from '@arc-elements/models';

type Meter = NonNullable<ReturnType<ArcSession['meters']['getState']>['data']>[number];

/** The data of a session that decides what the portal shows. */
export interface SessionFacts {
  readonly signedOut: boolean;
  /** Number of connections; `undefined` until they are read. */
  readonly connections: number | undefined;
  readonly connectionsFailed: boolean;
  /** A connection needs an action of the person. */
  readonly attention: boolean;
  /** The person's meters, in the order of the list; `undefined` until they are read. */
  readonly meters: readonly MeterFacts[] | undefined;
  readonly metersFailed: boolean;
  /** The meter that the person picked in the list, if any. */
  readonly picked: string | undefined;
}

interface MeterFacts {
  readonly id: string;
  /**
   * `idle`: usage data can be turned on; `coming`: it was turned on; `flowing`: there are
   * readings; `other`: there may never be any.
   */
  readonly data: 'idle' | 'coming' | 'flowing' | 'other';
}

/** What the portal shows. */
export interface PortalState {
  /**
   * After a connection: `connecting`, `choosing` a meter to turn on, `reading` its data,
   * `flowing`; or `without`, if the utility publishes no readings.
   */
  readonly state:
    | 'signed-out'
    | 'loading'
    | 'failed'
    | 'empty'
    | 'connecting'
    | 'attention'
    | 'choosing'
    | 'reading'
    | 'without'
    | 'flowing';
  /** The meter in the chart; `undefined` draws the example home. */
  readonly meterId: string | undefined;
  /** The list of meters is shown: it has meters, or reports why they could not be read. */
  readonly metersListed: boolean;
}

/**
 * Returns the portal's state. The example home stays until a meter has readings, unless the
 * person picks a meter without readings.
 */
export function portalStateOf(facts: SessionFacts): PortalState {
  const { connections, connectionsFailed, attention, picked } = facts;
  const blank = (state: PortalState['state']): PortalState => ({ state, meterId: undefined, metersListed: false });
  if (facts.signedOut) return blank('signed-out');
  if (connections === undefined) return blank(connectionsFailed ? 'failed' : 'loading');
  if (connections === 0) return blank('empty');
  // Without the meters the state is unknown: a person whose readings arrived long ago must not see
  // `connecting`.
  if (facts.meters === undefined && !facts.metersFailed) return blank('loading');
  const meters = facts.meters ?? [];
  const metersListed = facts.metersFailed || meters.length > 0;
  const sample = (state: PortalState['state']): PortalState => ({ state, meterId: undefined, metersListed });
  const meter = meters.find(({ id }) => id === picked) ?? meters.find(({ data }) => data === 'flowing');
  if (meter !== undefined) return { state: 'flowing', meterId: meter.id, metersListed };
  if (attention) return sample('attention');
  if (meters.some(({ data }) => data === 'coming')) return sample('reading');
  if (meters.some(({ data }) => data === 'idle')) return sample('choosing');
  return sample(meters.length === 0 ? 'connecting' : 'without');
}

const dataOf = (meter: Meter): MeterFacts['data'] => {
  const { isIntervalsProductActive } = meter;
  const status = intervalsStatusOf(meter);
  if (status !== 'unknown' && isIntervalsProductActive !== false && canReadIntervals(meter)) return 'flowing';
  if (status === 'INTERVALS_IN_PROGRESS') return 'coming';
  return status === 'INTERVALS_NOT_REQUESTED' ? 'idle' : 'other';
};

/**
 * Calls `show` with the portal's state now and after every change. `pick` chooses the meter in the
 * chart.
 */
export function followSession(
  session: ArcSession,
  show: (state: PortalState) => void,
): { pick: (meterId: string) => void } {
  let picked: string | undefined;
  let { person } = session.state.getState();
  let shown: PortalState | undefined;
  const update = (): void => {
    const connections = session.connections.getState();
    const meters = session.meters.getState();
    const state = session.state.getState();
    // Another person does not get the meter that the previous one picked.
    if (state.person !== person) picked = undefined;
    person = state.person;
    const next = portalStateOf({
      signedOut: state.status === 'signed-out',
      connections: connections.data?.length,
      connectionsFailed: connections.status === 'failed',
      attention: connections.data?.some(({ state }) => state === 'needs-attention') ?? false,
      meters: meters.data?.map((meter) => ({ id: meter.id, data: dataOf(meter) })),
      metersFailed: meters.status === 'failed',
      picked,
    });
    if (next.state === shown?.state && next.meterId === shown.meterId && next.metersListed === shown.metersListed)
      return;
    shown = next;
    // The chart keeps its meter when another meter gets readings.
    if (next.meterId !== undefined) picked = next.meterId;
    show(next);
  };
  session.state.subscribe(update);
  for (const store of [session.connections, session.meters]) {
    store.subscribe(update);
    store.watch();
  }
  update();
  return {
    pick: (meterId) => {
      picked = meterId;
      update();
    },
  };
}
