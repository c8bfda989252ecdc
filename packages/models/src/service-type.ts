import { openWords } from './words.ts';

/** What a utility delivers. */
export type ServiceType = 'electric' | 'gas' | 'water' | 'unknown';

/** Documented words of `services` and `service_type`; the prose says "only electric and gas", the enumeration has water too. */
export const SERVICE = /* @__PURE__ */ openWords(['electric', 'gas', 'water']);

/** A service and the word the platform used for it. */
export interface Service {
  readonly type: ServiceType;
  /** As written by the platform. */
  readonly text: string;
}
