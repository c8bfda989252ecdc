import type { Meter, MeterStatus } from '@arc-elements/models';

/** A meter with the least a test needs. */
export function testMeter(id: string, status: MeterStatus): Meter {
  return {
    id,
    meterNumber: `990011${id}`,
    serviceType: 'electric',
    status,
    isIntervalsProductActive: status !== 'INTERVALS_NOT_REQUESTED',
    accounts: [],
    credentialIds: [],
  } as unknown as Meter;
}
