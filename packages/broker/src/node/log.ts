import { type DestinationStream, pino } from 'pino';
import type { BrokerEvent } from '../broker-event.ts';
import { CLOCKS_APART_S } from './clock-watch.ts';

/** Writes a JSON line for each event. */
export type LogEvent = (event: BrokerEvent) => void;

const MAX_MESSAGE_LENGTH = 200;

/**
 * Creates a log that writes a fixed list of fields for each kind of event: never a header, a body,
 * a query, a requested path or a user. Messages of runtime errors are also shortened and cleared of
 * secrets.
 */
export function createLog(
  level: string,
  secrets: readonly string[],
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): LogEvent {
  const redact = createRedactor(secrets);
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
        return; // only a metric; the requests are logged already
      case 'stream-closed':
        log.debug({ kind: event.kind, reason: event.reason });
        return;
      case 'fault':
        log.error({ kind: event.kind, where: event.where, ...describe(event.error, redact) });
        return;
    }
  };
}

/**
 * Returns a function that replaces secrets in a text and then shortens it. The longest secret is
 * replaced first, so that no part of one is left.
 */
function createRedactor(secrets: readonly string[]): (text: string) => string {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return (text) =>
    longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text).slice(0, MAX_MESSAGE_LENGTH);
}

function describe(error: unknown, redact: (text: string) => string) {
  if (!(error instanceof Error)) return { name: typeof error, code: null, message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? redact(error.code) : null;
  return { name: redact(error.name), code, message: redact(error.message) };
}
