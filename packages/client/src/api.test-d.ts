// Types that partners rely on, checked by the compiler: a change here is a breaking change.
import type { ArcError, Connection, Meter } from '@arc-elements/models';
import {
  type ArcClient,
  type ArcSession,
  createArcClient,
  createArcSession,
  type Resource,
  sessionFromUrl,
} from './index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <_T extends true>(): void => {};

const session: ArcSession = createArcSession({ broker: '/arc', fetchSession: sessionFromUrl('/arc/session') });
yes<Equal<ReturnType<ArcSession['connections']['getState']>, Resource<readonly Connection[]>>>();
yes<Equal<Resource<Meter>['status'], 'idle' | 'loading' | 'ready' | 'failed'>>();
yes<Equal<Resource<Meter>['error'], ArcError | null>>();
yes<Equal<Awaited<ReturnType<ArcSession['activateIntervals']>>, void>>();

const client: ArcClient = createArcClient({
  baseUrl: 'https://broker.example.com',
  auth: async ({ renew }) => (renew ? 'b' : 'a'),
});
client.meters
  .list({ signal: AbortSignal.timeout(1) })
  .then(({ value }) => yes<Equal<typeof value, readonly Meter[]>>());

const stop: () => void = session.meters.watch();
stop();
// @ts-expect-error A snapshot is read-only.
session.meters.getState().data = [];
// @ts-expect-error A store can be read and refreshed, not written.
session.meters.setState({});
// @ts-expect-error A session needs a way to get a token.
createArcSession({ broker: '/arc' });
