import { openEnum } from './open-enum.ts';

/** What a utility delivers. */
export type ServiceType = 'electric' | 'gas' | 'water' | 'unknown';

/** Documented words of `services` and `service_type`. */
export const SERVICE = /* @__PURE__ */ openEnum(['electric', 'gas', 'water']);

/** A service and the platform's word for it. */
export interface Service {
  readonly type: ServiceType;
  /** As written by the platform. */
  readonly text: string;
}
