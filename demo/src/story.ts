import type { ArcSession } from '@arc-elements/client';
import { canReadIntervals } from '@arc-elements/models';

type Meter = NonNullable<ReturnType<ArcSession['meters']['getState']>['data']>[number];

/** The part of each store that decides what the page says. */
export interface Known {
  readonly signedOut: boolean;
  /** How many connections there are; `undefined` while that is not known. */
  readonly connections: number | undefined;
  readonly connectionsFailed: boolean;
  /** A connection waits for the person. */
  readonly attention: boolean;
  /** The person's meters, in the order of the list; `undefined` while they are not known. */
  readonly meters: readonly KnownMeter[] | undefined;
  readonly metersFailed: boolean;
  /** The meter that the person picked in the list, if any. */
  readonly picked: string | undefined;
}

interface KnownMeter {
  readonly id: string;
  /** `idle` can be turned on, `coming` was, `flowing` has readings to draw; `other` may never have any. */
  readonly data: 'idle' | 'coming' | 'flowing' | 'other';
}

/** What the page shows. */
export interface Scene {
  /**
   * From nothing to one's own readings: `connecting`, `choosing` a meter to turn on, `reading` it, `flowing`; or
   * `without`, where the utility publishes none.
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
  /** There are meters to list, or a failure to report in their place. */
  readonly metersListed: boolean;
}

/**
 * The page's state from what is known. The example stays until a meter of one's own has something to draw, unless the
 * person asks for a meter that has not.
 */
export function sceneOf(known: Known): Scene {
  const { connections, connectionsFailed, attention, picked } = known;
  const blank = (state: Scene['state']): Scene => ({ state, meterId: undefined, metersListed: false });
  if (known.signedOut) return blank('signed-out');
  if (connections === undefined) return blank(connectionsFailed ? 'failed' : 'loading');
  if (connections === 0) return blank('empty');
  // Without the meters nobody can say how far things are: whoever comes back is not told that they are only linking.
  if (known.meters === undefined && !known.metersFailed) return blank('loading');
  const meters = known.meters ?? [];
  const metersListed = known.metersFailed || meters.length > 0;
  const sample = (state: Scene['state']): Scene => ({ state, meterId: undefined, metersListed });
  const meter = meters.find(({ id }) => id === picked) ?? meters.find(({ data }) => data === 'flowing');
  if (meter !== undefined) return { state: 'flowing', meterId: meter.id, metersListed };
  if (attention) return sample('attention');
  if (meters.some(({ data }) => data === 'coming')) return sample('reading');
  if (meters.some(({ data }) => data === 'idle')) return sample('choosing');
  return sample(meters.length === 0 ? 'connecting' : 'without');
}

const dataOf = (meter: Meter): KnownMeter['data'] => {
  const { status, isIntervalsProductActive } = meter;
  if (status !== 'unknown' && isIntervalsProductActive !== false && canReadIntervals(meter)) return 'flowing';
  if (status === 'INTERVALS_IN_PROGRESS') return 'coming';
  return status === 'INTERVALS_NOT_REQUESTED' ? 'idle' : 'other';
};

/** Calls `show` with every new scene of a session, from now on. */
export function followStory(session: ArcSession, show: (scene: Scene) => void): { pick: (meterId: string) => void } {
  let picked: string | undefined;
  let { person } = session.state.getState();
  let shown: Scene | undefined;
  const tell = (): void => {
    const connections = session.connections.getState();
    const meters = session.meters.getState();
    const state = session.state.getState();
    // Whoever comes next is not shown what the one before has picked.
    if (state.person !== person) picked = undefined;
    person = state.person;
    const scene = sceneOf({
      signedOut: state.status === 'signed-out',
      connections: connections.data?.length,
      connectionsFailed: connections.status === 'failed',
      attention: connections.data?.some(({ state }) => state === 'needs-attention') ?? false,
      meters: meters.data?.map((meter) => ({ id: meter.id, data: dataOf(meter) })),
      metersFailed: meters.status === 'failed',
      picked,
    });
    if (scene.state === shown?.state && scene.meterId === shown.meterId && scene.metersListed === shown.metersListed)
      return;
    shown = scene;
    // A second meter that begins to flow does not push away the one that is looked at.
    if (scene.meterId !== undefined) picked = scene.meterId;
    show(scene);
  };
  session.state.subscribe(tell);
  for (const store of [session.connections, session.meters]) {
    store.subscribe(tell);
    store.watch();
  }
  tell();
  return {
    pick: (meterId) => {
      picked = meterId;
      tell();
    },
  };
}
