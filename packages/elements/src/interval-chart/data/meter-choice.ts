import { canReadIntervals, type Meter } from '@arc-elements/models';

/** Returns the meter that a chart shows: that of `meterId`, else the first with usage data to read or turn on. */
export function chosenMeter(meters: readonly Meter[], meterId: string): Meter | undefined {
  if (meterId !== '') return meters.find((meter) => meter.id === meterId);
  return (
    meters.find((meter) => meter.status !== 'unknown' && canReadIntervals(meter)) ??
    meters.find((meter) => meter.status === 'INTERVALS_IN_PROGRESS' || meter.isIntervalsProductActive === true) ??
    meters.find((meter) => meter.status === 'INTERVALS_NOT_REQUESTED') ??
    meters[0]
  );
}

/**
 * Returns the id of the meter whose readings a chart requests, empty for none: the platform answers with an error when
 * a meter has no readings. A meter that is not in the list yet is requested, so that nobody waits for the list.
 */
export function readableMeterId(meters: readonly Meter[], meterId: string): string {
  const meter = chosenMeter(meters, meterId);
  if (meter === undefined) return meterId;
  return canReadIntervals(meter) ? meter.id : '';
}
