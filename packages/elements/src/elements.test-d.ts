// Types that partners use. The compiler checks this file; it is not run.
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

/** `true` if both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const assertType = <T extends true>(): T | undefined => undefined;

// The type of an element is the class of its tag.
const connect = document.createElement('arc-connect');
assertType<Same<typeof connect, ArcConnectElement>>();
const list = document.querySelector('arc-meter-list');
assertType<Same<typeof list, ArcMeterListElement | null>>();

// Events are typed on any element, because they bubble and are composed.
document.body.addEventListener('arc-meter-select', (event) => assertType<Same<typeof event, ArcMeterSelectEvent>>());
connect.addEventListener('arc-connect-end', (event) => {
  assertType<Same<typeof event, ArcConnectEndEvent>>();
  assertType<Same<typeof event.detail.status, ConnectEndStatus>>();
  assertType<
    Same<ConnectEndStatus, 'LOGIN_SUCCESS' | 'PENDING' | 'NO_SUBMIT' | 'REJECTED' | 'TIMED_OUT' | 'ERROR' | 'UNKNOWN'>
  >();
});
document.addEventListener('arc-error', (event) => assertType<Same<typeof event, ArcErrorEvent>>());

// A session may come from a function of the partner.
declare const session: ArcSessionElement;
session.fetchSession = async ({ signal }) => await (await fetch('/arc/session', { method: 'POST', signal })).json();
// @ts-expect-error A theme is one of three words.
session.theme = 'sepia';

// A feature is one of a list of names; several are separated by spaces.
declare const gate: ArcFeatureGateElement;
assertType<Same<typeof gate.feature, FeatureName | ''>>();
// @ts-expect-error There is no such feature.
gate.feature = 'chargecost';
declare const table: ArcFeatureAvailabilityElement;
table.features = 'charge_cost utility_intervals';
// @ts-expect-error There is no such feature.
table.features = 'chargecost';

// Messages can be replaced one by one, by functions or by text with placeholders.
setMessages('es', {
  connect: { create: 'Conectar', ended: { PENDING: 'Gracias.' } },
  connectionStatus: { checking: (utility) => `Comprobando ${utility.toUpperCase()}`, since: 'desde {0}' },
});
// @ts-expect-error There is no such word.
setMessages('es', { connect: { greeting: 'Hola' } });
