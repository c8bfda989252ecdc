import type { Series } from './series.ts';
import { resolveTimeZone } from './zone.ts';

/**
 * `known`: the calendar is that of the zone that was named, which may be UTC. `unknown`: the name
 * in `timeZoneText` is that of no zone, and UTC stands in. `none`: no zone was named, and UTC
 * stands in.
 */
export type TimeZoneState = 'known' | 'unknown' | 'none';

/**
 * What the calendar of a series rests on: only if it is `known`, its days and hours are surely
 * those of the meter.
 */
export function timeZoneStateOf({ timeZone, timeZoneText }: Pick<Series, 'timeZone' | 'timeZoneText'>): TimeZoneState {
  const text = timeZoneText?.trim() ?? '';
  if (timeZone === 'UTC' && text === '') return 'none';
  // UTC stands in for a zone that does not exist; any other zone was found by its name.
  return resolveTimeZone(timeZone === 'UTC' ? text : timeZone) === null ? 'unknown' : 'known';
}
