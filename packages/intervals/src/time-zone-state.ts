import type { Series } from './series.ts';
import { resolveTimeZone } from './zone.ts';

/**
 * `known`: the calendar is that of the named zone, which may be UTC. `unknown`: there is no zone of
 * the name in `timeZoneText`, and UTC is used. `none`: no zone was named, and UTC is used.
 */
export type TimeZoneState = 'known' | 'unknown' | 'none';

/**
 * Returns whether the time zone of a series is known. Only then its days and hours are certainly
 * those of the meter.
 */
export function timeZoneStateOf({ timeZone, timeZoneText }: Pick<Series, 'timeZone' | 'timeZoneText'>): TimeZoneState {
  const text = timeZoneText?.trim() ?? '';
  if (timeZone === 'UTC' && text === '') return 'none';
  // UTC may be the replacement of a zone that does not exist; any other zone exists.
  return resolveTimeZone(timeZone === 'UTC' ? text : timeZone) === null ? 'unknown' : 'known';
}
