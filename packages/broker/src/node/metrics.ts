import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BrokerEvent } from '../broker-event.ts';
import { CLOCKS_APART_S } from './clock-watch.ts';

/**
 * Counts events for Prometheus. Every label has a fixed set of values: no user, no id, no address.
 */
export interface Metrics {
  readonly observe: (event: BrokerEvent) => void;
  /** Answers `/metrics` in the text format, and any other path with 404. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Creates the metrics of one broker, in a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: readonly string[]): Counter =>
    new Counter({ name: `arc_broker_${name}`, help, labelNames: [...labelNames], registers });
  const requests = counter('requests_total', 'Requests by route template.', ['method', 'route', 'status']);
  const durations = new Histogram({
    name: 'arc_broker_request_duration_seconds',
    help: 'Time to the head of an answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const upstream = counter('upstream_answers_total', 'Answers of the platform; status 0 is none.', [
    'family',
    'status',
  ]);
  const tokens = counter('token_requests_total', 'Platform tokens asked for, and why there was none.', ['ok', 'cause']);
  const foreign = counter('foreign_data_total', 'Answers dropped because they held data of somebody else.', [
    'resource',
  ]);
  const webhooks = counter('webhooks_total', 'Webhooks by outcome and by which key matched.', [
    'source',
    'outcome',
    'key',
  ]);
  const faults = counter('faults_total', 'Defects and outages inside the broker.', ['where']);
  const ends = counter('stream_ends_total', 'Event streams that ended, by reason.', ['reason']);
  const streams = new Gauge({ name: 'arc_broker_streams', help: 'Event streams open now.', registers });

  const clock = new Gauge({
    name: 'arc_broker_clock_ahead_seconds',
    help: 'Seconds by which the clock is ahead of the platform’s, when they are a minute apart; else 0.',
    registers,
  });

  const store = new Gauge({
    name: 'arc_broker_store_available',
    help: '1 if Redis can be used, 0 during an outage; 1 in memory mode.',
    registers,
  });
  store.set(1);

  const observe = (event: BrokerEvent): void => {
    switch (event.kind) {
      case 'request':
        requests.inc({ method: event.method, route: event.route, status: event.status });
        durations.observe({ route: event.route }, event.durationMs / 1000);
        return;
      case 'upstream':
        upstream.inc({ family: event.family, status: event.status });
        return;
      case 'token':
        tokens.inc({ ok: String(event.ok), cause: event.cause ?? 'none' });
        return;
      case 'foreign-data':
        foreign.inc({ resource: event.resource });
        return;
      case 'webhook':
        webhooks.inc({ source: event.source, outcome: event.outcome, key: event.keyIndex ?? 'none' });
        return;
      case 'clock':
        clock.set(Math.abs(event.aheadS) >= CLOCKS_APART_S ? event.aheadS : 0);
        return;
      case 'origin-refused':
        return; // origins are no fixed set, and `requests_total` counts refusals as 403
      case 'store':
        store.set(event.available ? 1 : 0);
        return;
      case 'streams':
        streams.set(event.open);
        return;
      case 'stream-closed':
        ends.inc({ reason: event.reason });
        return;
      case 'fault':
        faults.inc({ where: event.where });
        return;
    }
  };

  return {
    observe,
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname !== '/metrics') return new Response(null, { status: 404 });
      if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } });
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
    },
  };
}
