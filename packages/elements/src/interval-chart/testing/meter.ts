import type { Meter, MeterStatus } from '@arc-elements/models';

/** Returns a minimal meter, without known readings unless `over` has them. */
export function testMeter(id: string, status: MeterStatus, overrides: Partial<Meter> = {}): Meter {
  return {
    id,
    meterNumber: `990011${id}`,
    serviceType: 'electric',
    status,
    isIntervalsProductActive: status !== 'INTERVALS_NOT_REQUESTED',
    accounts: [],
    credentialIds: [],
    earliestIntervalAtMs: null,
    latestIntervalAtMs: null,
    ...overrides,
  } as unknown as Meter;
}
