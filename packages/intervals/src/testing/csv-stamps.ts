import { createCalendar } from '../index.ts';
import type { Dialect } from './csv-dialect.ts';

type Style = Pick<Dialect, 'stamp' | 'clock'>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** Returns the local time at an instant, as if it were UTC. */
function localClockOf(ms: number, { clock }: Style, zone: string): Date {
  return new Date(clock === 'utc' ? ms : ms + createCalendar(zone).offsetMinutesAt(ms) * 60_000);
}

/** Returns date and time of an instant. `late`: midnight is 24:00 of the day before. */
export function stampText(ms: number, style: Style, zone: string, late = false): string {
  const { stamp, clock } = style;
  if (stamp === 'unix') return String(ms / 1000);
  if (stamp === 'unix-ms') return String(ms);
  const local = localClockOf(ms, style, zone);
  if (stamp === 'excel') return String(Number((local.getTime() / DAY_MS + 25_569).toFixed(8)));
  const separator = stamp === 'iso' ? 'T' : ' ';
  const suffix = clock === 'utc' ? 'Z' : clock === 'offset' ? offsetText(ms, zone) : '';
  // No file has 24:00 with an offset.
  const isLate = late && suffix === '' && local.getTime() % DAY_MS === 0;
  const date = dateOf(isLate ? new Date(local.getTime() - 1) : local, style);
  return `${date}${separator}${timeOf(local, style, isLate)}${suffix}`;
}

/** Returns the local date of an instant. */
export function dateText(ms: number, style: Style, zone: string): string {
  return dateOf(localClockOf(ms, style, zone), style);
}

/** Returns the local time of day of an instant. */
export function timeText(ms: number, style: Style, zone: string, late = false): string {
  const local = localClockOf(ms, style, zone);
  return timeOf(local, style, late && local.getTime() % DAY_MS === 0);
}

function dateOf(local: Date, { stamp }: Style): string {
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth() + 1;
  const day = local.getUTCDate();
  switch (stamp) {
    case 'day-first':
      return `${two(day)}/${two(month)}/${year}`;
    case 'month-first':
      return `${month}/${day}/${year}`;
    case 'dots':
      return `${two(day)}.${two(month)}.${year}`;
    case 'compact':
      return `${year}${two(month)}${two(day)}`;
    case 'named':
      return `${two(day)}-${MONTHS[month - 1]}-${year}`;
    default:
      return `${year}-${two(month)}-${two(day)}`;
  }
}

function timeOf(local: Date, { stamp }: Style, late: boolean): string {
  const hour = late ? 24 : local.getUTCHours();
  const minute = two(local.getUTCMinutes());
  if (stamp === 'month-first' && !late) return `${((hour + 11) % 12) + 1}:${minute} ${hour < 12 ? 'AM' : 'PM'}`;
  if (stamp === 'compact') return `${two(hour)}${minute}`;
  return `${two(hour)}:${minute}${stamp === 'iso' ? ':00' : ''}`;
}

function offsetText(ms: number, zone: string): string {
  const minutes = createCalendar(zone).offsetMinutesAt(ms);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
