import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startBroker } from '@arc-elements/broker/node';
import { parse } from 'yaml';
import { DEPLOY, programOf } from '../packages/broker/src/testing/nginx.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}
interface Panel {
  readonly title: string;
  readonly description: string;
  readonly fieldConfig: { readonly defaults: { readonly unit: string } };
  readonly targets: readonly { readonly expr: string }[];
}

/** Returns the names of series in an expression, without functions and keywords. */
function namesIn(expr: string): string[] {
  const bare = expr.replaceAll(/"[^"]*"|\[[^\]]*\]|\$\w+/g, '').replaceAll(/\b(by|on) \([^)]*\)|\{[^}]*\}/g, '');
  const words = bare.match(/[a-z_]+(?![\w]*\s*\()/g) ?? [];
  return words.filter((word) => /^(arc_broker_|process_|nodejs_)/.test(word));
}

/** Returns the labels that an expression compares or groups by. */
function labelsIn(expr: string): string[] {
  const compared = [...expr.matchAll(/[{,]\s*(\w+)\s*(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label);
  const grouped = [...expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  return [...compared, ...grouped];
}

describe('alerts and dashboard of the broker', () => {
  const rules: Rule[] = parse(readFileSync(join(DEPLOY, 'prometheus-rules.yaml'), 'utf8')).groups[0].rules;
  const dashboard: { panels: Panel[] } = JSON.parse(readFileSync(join(DEPLOY, 'grafana-dashboard.json'), 'utf8'));
  const expressions = [
    ...rules.map(({ alert, expr }) => [alert, expr] as const),
    ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];
  let metrics: Set<string>;

  before(async () => {
    const broker = await startBroker({
      ...{ ARC_BROKER_PORT: '0', ARC_METRICS_PORT: '0', ARC_API_URL: 'http://127.0.0.1:9' },
      ...{ ARC_CLIENT_ID: '001', ARC_CLIENT_SECRET: '001', ARC_BROKER_KEYS: 'broker-key-of-the-test' },
      ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
      ARC_ALLOWED_ORIGINS: 'https://app.example.com',
    });
    const text = await (await fetch(broker.metricsUrl ?? '')).text();
    await broker.close();
    metrics = new Set(
      [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    );
  });

  it('use metrics that the broker has', () => {
    for (const [name, expr] of expressions) {
      for (const metric of namesIn(expr)) assert.ok(metrics.has(metric), `${name} asks for ${metric}`);
      assert.ok(namesIn(expr).length > 0 || /^up\{/.test(expr), `${name} asks for nothing of ours`);
    }
  });

  it('use labels that the broker or Prometheus sets', () => {
    const source = readFileSync(join(DEPLOY, '../src/node/metrics.ts'), 'utf8');
    const own = [...source.matchAll(/\[((?:\s*'\w+',?)+)\s*\]/g)].flatMap(([, list = '']) => list.match(/\w+/g) ?? []);
    const known = new Set([...own, 'job', 'instance', 'le']);
    for (const [name, expr] of expressions) {
      for (const label of labelsIn(expr)) assert.ok(known.has(label), `${name} asks for the label ${label}`);
    }
  });

  it('have a severity and a description for each alert', () => {
    for (const { alert, labels, annotations } of rules) {
      assert.match(labels.severity, /^(critical|warning)$/, alert);
      assert.ok(annotations.summary.length > 10 && annotations.description.length > 20, alert);
    }
  });

  it('have a unit and a description for each panel', () => {
    assert.ok(dashboard.panels.length > 0);
    for (const { title, description, fieldConfig } of dashboard.panels) {
      assert.ok(fieldConfig.defaults.unit, title);
      assert.ok(description.length > 20, title);
    }
  });

  const promtool = programOf('promtool');
  it('are valid for Prometheus, and fire when they should', {
    skip: !promtool && 'there is no promtool here',
  }, () => {
    const file = join(import.meta.dirname, 'support/alerts.test.yaml');
    const { status, stdout, stderr } = spawnSync(promtool ?? '', ['test', 'rules', file], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  });
});
