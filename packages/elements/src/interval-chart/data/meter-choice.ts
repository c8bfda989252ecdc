import { canReadIntervals, intervalsStatusOf, type Meter } from '@arc-elements/models';

/**
 * Returns the meter that a chart shows: the one of `meterId`, or without an id the first that has
 * usage data or can have it turned on.
 */
export function chosenMeter(meters: readonly Meter[], meterId: string): Meter | undefined {
  if (meterId !== '') return meters.find((meter) => meter.id === meterId);
  return (
    meters.find((meter) => meter.status !== 'unknown' && canReadIntervals(meter)) ??
    meters.find((meter) => intervalsStatusOf(meter) === 'INTERVALS_IN_PROGRESS') ??
    meters.find((meter) => intervalsStatusOf(meter) === 'INTERVALS_NOT_REQUESTED') ??
    meters[0]
  );
}

/**
 * Returns the id of the meter whose readings a chart requests; empty for none, because the platform
 * answers with an error for a meter without readings. A meter that is not in the list yet is
 * requested too, so that readings do not wait for the list.
 */
export function readableMeterId(meters: readonly Meter[], meterId: string): string {
  const meter = chosenMeter(meters, meterId);
  if (meter === undefined) return meterId;
  return canReadIntervals(meter) ? meter.id : '';
}
