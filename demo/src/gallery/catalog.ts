import type { Subject } from './subject.ts';
import { accountProfile } from './subjects/account-profile.ts';
import { connect } from './subjects/connect.ts';
import { connectionStatus } from './subjects/connection-status.ts';
import { doctor } from './subjects/doctor.ts';
import { featureAvailability } from './subjects/feature-availability.ts';
import { featureGate } from './subjects/feature-gate.ts';
import { intervalChart } from './subjects/interval-chart.ts';
import { meterList } from './subjects/meter-list.ts';
import { session } from './subjects/session.ts';

/** Every element, in the order in which a person sees them. */
export const CATALOG: readonly Subject[] = [
  connect,
  connectionStatus,
  featureAvailability,
  featureGate,
  meterList,
  intervalChart,
  accountProfile,
  session,
  doctor,
];
