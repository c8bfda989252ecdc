import type { ArcSession } from '@arc-elements/client';

/** The part of each store that decides what the page says. */
export interface Known {
  /** How many connections there are; `undefined` while that is not known. */
  readonly connections: number | undefined;
  readonly connectionsFailed: boolean;
  /** The person's meters, in the order of the list. */
  readonly meters: readonly KnownMeter[];
  /** The meter that the person picked in the list, if any. */
  readonly picked: string | undefined;
}

export interface KnownMeter {
  readonly id: string;
  /** Readings can be drawn. */
  readonly flowing: boolean;
}

/** What the page shows. */
export interface Scene {
  readonly state: 'loading' | 'empty' | 'connected' | 'flowing' | 'failed';
  /** The meter in the chart; `undefined` draws the example home. */
  readonly meterId: string | undefined;
}

/**
 * The page's state from what is known. The example stays until a meter of one's own has something to draw, unless the
 * person asks for a meter that has not.
 */
export function sceneOf({ connections, connectionsFailed, meters, picked }: Known): Scene {
  if (connections === undefined) return { state: connectionsFailed ? 'failed' : 'loading', meterId: undefined };
  if (connections === 0) return { state: 'empty', meterId: undefined };
  const meter = meters.find(({ id }) => id === picked) ?? meters.find(({ flowing }) => flowing);
  return { state: meter === undefined ? 'connected' : 'flowing', meterId: meter?.id };
}

/** Calls `show` with every new scene of a session, from now on. */
export function followStory(session: ArcSession, show: (scene: Scene) => void): { pick: (meterId: string) => void } {
  let picked: string | undefined;
  let shown: Scene | undefined;
  const tell = (): void => {
    const connections = session.connections.getState();
    const scene = sceneOf({
      connections: connections.data?.length,
      connectionsFailed: connections.status === 'failed',
      meters: (session.meters.getState().data ?? []).map((meter) => ({
        id: meter.id,
        flowing: meter.status === 'INTERVALS_SUCCESS' && meter.isIntervalsProductActive !== false,
      })),
      picked,
    });
    if (scene.state === shown?.state && scene.meterId === shown.meterId) return;
    shown = scene;
    show(scene);
  };
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
