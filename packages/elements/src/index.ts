export { ArcAccountProfileElement } from './account-profile/account-profile.ts';
export type { ProfileField } from './account-profile/profile-form.ts';
export { type ArcProfileSaveDetail, ArcProfileSaveEvent } from './account-profile/profile-save-event.ts';
export { type ArcProfileTariffDetail, ArcProfileTariffEvent } from './account-profile/profile-tariff-event.ts';
export { ArcConnectElement } from './connect/connect.ts';
export { type ArcConnectEndDetail, ArcConnectEndEvent, type ConnectEndStatus } from './connect/connect-end-event.ts';
export { type ArcConnectOpenDetail, ArcConnectOpenEvent } from './connect/connect-open-event.ts';
export { type ArcConnectSubmitDetail, ArcConnectSubmitEvent } from './connect/connect-submit-event.ts';
export {
  type ArcConnectionChangeDetail,
  ArcConnectionChangeEvent,
} from './connection-status/connection-change-event.ts';
export { ArcConnectionStatusElement } from './connection-status/connection-status.ts';
export type { SessionScope, Theme } from './controllers/session-context.ts';
export { diagnose, type Facts, FINDING_CODES, type Finding, type FindingCode } from './doctor/diagnose.ts';
export { ArcDoctorElement, type DoctorReport } from './doctor/doctor.ts';
export { ArcFeatureAvailabilityElement } from './feature-availability/feature-availability.ts';
export { type ArcFeatureChangeDetail, ArcFeatureChangeEvent } from './feature-availability/feature-change-event.ts';
export { ArcFeatureGateElement } from './feature-gate/feature-gate.ts';
export { type ArcGateChangeDetail, ArcGateChangeEvent } from './feature-gate/gate-change-event.ts';
export { type GateState, gateStateOf } from './feature-gate/gate-state.ts';
export { type ArcErrorDetail, ArcErrorEvent } from './internal/error-event.ts';
export { VERSION } from './internal/version.ts';
export { type ArcCursorChangeDetail, ArcCursorChangeEvent } from './interval-chart/events/cursor-change-event.ts';
export { type ArcRangeChangeDetail, ArcRangeChangeEvent } from './interval-chart/events/range-change-event.ts';
export { type ArcViewChangeDetail, ArcViewChangeEvent } from './interval-chart/events/view-change-event.ts';
export { ArcIntervalChartElement } from './interval-chart/interval-chart.ts';
export { LANGUAGES } from './languages/catalog.ts';
export { loadLanguage } from './languages/load-language.ts';
export { type ArcMessages, type ArcWords, setMessages } from './languages/set-messages.ts';
export { type ArcMeterChangeDetail, ArcMeterChangeEvent } from './meter-list/meter-change-event.ts';
export { ArcMeterListElement } from './meter-list/meter-list.ts';
export { type ArcMeterSelectDetail, ArcMeterSelectEvent } from './meter-list/meter-select-event.ts';
export { ArcSessionElement } from './session/session.ts';
export {
  type ArcSessionStateDetail,
  ArcSessionStateEvent,
  type SessionEventStatus,
} from './session/session-state-event.ts';
