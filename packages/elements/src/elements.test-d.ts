// Types that partners rely on; checked by the compiler, never run.
import type { FeatureName } from '@arc-elements/models';
import type {
  ArcConnectElement,
  ArcConnectEndEvent,
  ArcErrorEvent,
  ArcFeatureAvailabilityElement,
  ArcFeatureGateElement,
  ArcMeterListElement,
  ArcMeterSelectEvent,
  ArcSessionElement,
  ConnectEndStatus,
} from './index.ts';
import { setMessages } from './index.ts';

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

// Tags give their classes.
const connect = document.createElement('arc-connect');
holds<Same<typeof connect, ArcConnectElement>>();
const list = document.querySelector('arc-meter-list');
holds<Same<typeof list, ArcMeterListElement | null>>();

// Events are typed on any element, because they bubble and are composed.
document.body.addEventListener('arc-meter-select', (event) => holds<Same<typeof event, ArcMeterSelectEvent>>());
connect.addEventListener('arc-connect-end', (event) => {
  holds<Same<typeof event, ArcConnectEndEvent>>();
  holds<Same<typeof event.detail.status, ConnectEndStatus>>();
  holds<
    Same<ConnectEndStatus, 'LOGIN_SUCCESS' | 'PENDING' | 'NO_SUBMIT' | 'REJECTED' | 'TIMED_OUT' | 'ERROR' | 'UNKNOWN'>
  >();
});
document.addEventListener('arc-error', (event) => holds<Same<typeof event, ArcErrorEvent>>());

// A session may come from a function of the partner's own.
declare const session: ArcSessionElement;
session.fetchSession = async ({ signal }) => await (await fetch('/arc/session', { method: 'POST', signal })).json();
// @ts-expect-error A theme is one of three words.
session.theme = 'sepia';

// Features are words of a list, several with spaces between them.
declare const gate: ArcFeatureGateElement;
holds<Same<typeof gate.feature, FeatureName | ''>>();
// @ts-expect-error There is no such feature.
gate.feature = 'chargecost';
declare const table: ArcFeatureAvailabilityElement;
table.features = 'charge_cost utility_intervals';
// @ts-expect-error There is no such feature.
table.features = 'chargecost';

// Words can be replaced one by one, sentences as functions or as text with places.
setMessages('es', {
  connect: { create: 'Conectar', ended: { PENDING: 'Gracias.' } },
  connectionStatus: { checking: (utility) => `Comprobando ${utility.toUpperCase()}`, since: 'desde {0}' },
});
// @ts-expect-error There is no such word.
setMessages('es', { connect: { greeting: 'Hola' } });
