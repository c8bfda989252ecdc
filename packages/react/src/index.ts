// Written by `npm run generate` from the manifest of the elements.
export { ArcAccountProfile } from './account-profile.ts';
export type { ArcComponent } from './component.ts';
export { ArcConnect } from './connect.ts';
export { ArcConnectionStatus } from './connection-status.ts';
export { ArcDoctor } from './doctor.ts';
export { ArcFeatureAvailability } from './feature-availability.ts';
export { ArcFeatureGate } from './feature-gate.ts';
export { ArcIntervalChart } from './interval-chart.ts';
export { ArcMeterList } from './meter-list.ts';
export { ArcSession } from './session.ts';
