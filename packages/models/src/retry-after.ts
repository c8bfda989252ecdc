import { parseTimestamp } from './timestamp.ts';

/** Response headers, as `Headers` or as a plain object with names in any case. */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

const hasGet = (headers: HeadersLike): headers is { get(name: string): string | null } =>
  typeof headers.get === 'function';

function header(headers: HeadersLike, name: string): string {
  if (hasGet(headers)) return headers.get(name)?.trim() ?? '';
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (typeof found === 'string' ? found : (found?.[0] ?? '')).trim();
}

const secondsOf = (value: string): number | undefined => (/^\d{1,12}(\.\d+)?$/.test(value) ? Number(value) : undefined);

/** Parses an HTTP date (RFC 9110, 5.6.7). Its oldest form has no "GMT". Also reads RFC 3339. */
function httpDate(value: string): number | undefined {
  if (!/^[A-Z][a-z]{2,8},? /.test(value)) return parseTimestamp(value) ?? undefined;
  const ms = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * Returns when to try again, epoch ms, from `Retry-After` in seconds or as a date, otherwise from
 * `RateLimit-Reset` in epoch seconds or, as some servers send it, in seconds from now.
 */
export function retryAt(headers: HeadersLike | null | undefined, nowMs: number): number | undefined {
  if (!headers) return undefined;
  const after = header(headers, 'retry-after');
  const seconds = secondsOf(after);
  if (seconds !== undefined) return nowMs + Math.ceil(seconds * 1000);
  const date = httpDate(after);
  if (date !== undefined) return date;
  const reset = secondsOf(header(headers, 'ratelimit-reset'));
  return reset === undefined ? undefined : reset > 1e9 ? reset * 1000 : nowMs + reset * 1000;
}
