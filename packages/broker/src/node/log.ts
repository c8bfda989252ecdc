import { type DestinationStream, pino } from 'pino';
import type { BrokerEvent } from '../broker-event.ts';
import { CLOCKS_APART_S } from './clock-watch.ts';

/** Writes one JSON line per event, from a list of fields: nothing else can get into a log. */
export type LogEvent = (event: BrokerEvent) => void;

const MAX_TEXT = 200;

/**
 * A log by allow-list: method, route template, status, code, duration, request id. Never a header, a body, a query, a raw
 * path or a user. Texts of runtime errors are cut and freed of secrets, which is the second line; the list is the first.
 */
export function createLog(
  level: string,
  secrets: readonly string[],
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): LogEvent {
  const clean = cleaner(secrets);
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return (event) => {
    switch (event.kind) {
      case 'request': {
        const { method, route, status, code, durationMs, requestId } = event;
        const line = {
          kind: event.kind,
          method,
          route,
          status,
          code,
          durationMs: Math.round(durationMs * 10) / 10,
          requestId,
        };
        if (status >= 500) log.warn(line);
        else log.info(line);
        return;
      }
      case 'upstream':
        log.debug({ kind: event.kind, family: event.family, status: event.status });
        return;
      case 'token':
        if (event.ok) log.info({ kind: event.kind, ok: true });
        else log.warn({ kind: event.kind, ok: false, cause: event.cause });
        return;
      case 'origin-refused':
        log.warn({ kind: event.kind, origin: event.origin }, 'a page of this origin was refused');
        return;
      case 'foreign-data':
        log.error({ kind: event.kind, resource: event.resource });
        return;
      case 'webhook':
        log.info({ kind: event.kind, source: event.source, outcome: event.outcome, keyIndex: event.keyIndex });
        return;
      case 'clock':
        if (Math.abs(event.aheadS) >= CLOCKS_APART_S) {
          log.warn({ kind: event.kind, aheadS: event.aheadS }, 'the clock of this machine differs from the platform’s');
        } else log.info({ kind: event.kind, aheadS: event.aheadS }, 'the clock of this machine is right again');
        return;
      case 'store': {
        const { kind, available, cause, failures, forS } = event;
        if (available) log.info({ kind, available, failures, forS }, 'Redis can be used again');
        else
          log.warn(
            { kind, available, cause, failures, forS },
            'Redis cannot be used; webhooks get 503 until it is back',
          );
        return;
      }
      case 'streams':
        return; // a gauge; a line for each would say the same as the requests
      case 'stream-closed':
        log.debug({ kind: event.kind, reason: event.reason });
        return;
      case 'fault':
        log.error({ kind: event.kind, where: event.where, ...describe(event.error, clean) });
        return;
    }
  };
}

/** Cuts a text and takes secrets out of it, before the cut and the longest first, so that no part of one is left. */
function cleaner(secrets: readonly string[]): (text: string) => string {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text).slice(0, MAX_TEXT);
}

function describe(error: unknown, clean: (text: string) => string) {
  if (!(error instanceof Error)) return { name: typeof error, code: null, message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? clean(error.code) : null;
  return { name: clean(error.name), code, message: clean(error.message) };
}
