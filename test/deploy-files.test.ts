import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createBroker } from '@arc-elements/broker';
import { parseAllDocuments } from 'yaml';
import { DEPLOY, programOf } from '../packages/broker/src/testing/nginx.ts';
import { environmentOf, folder, LONGEST_END_S, VARIABLES } from './support/deployment.ts';

const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

const analyze = programOf('systemd-analyze');
describe('arc-broker.service', { skip: analyze === undefined && 'there is no systemd here' }, () => {
  const unit = read('arc-broker.service');
  const settings = [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const);
  const all = (name: string): string[] => settings.flatMap(([found, value]) => (found === name ? [value] : []));
  const run = (...args: string[]) => {
    const file = join(folder, 'arc-broker.service');
    writeFileSync(file, unit.replace('/usr/bin/node', process.execPath));
    return spawnSync(analyze ?? '', [...args, file], { encoding: 'utf8' });
  };

  it('is a valid unit of systemd', () => {
    const { status, stdout, stderr } = run('verify');
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  });

  it('limits what the broker may do to the machine', (t) => {
    const { status, stdout, stderr } = run('security', '--offline=true', '--threshold=15');
    if (/unrecognized option|unknown/i.test(stderr)) return t.skip('this systemd cannot tell without running it');
    assert.equal(status, 0, stdout);
  });

  it('gives the broker each secret as a file, and enough time to stop', () => {
    const loaded = all('LoadCredential').map((line) => line.split(':')[0]);
    const variables = Object.fromEntries(all('Environment').map((line) => line.split('=') as [string, string]));
    assert.deepEqual(
      variables,
      Object.fromEntries(Object.entries(VARIABLES).map(([name, file]) => [name, `%d/${file}`])),
    );
    assert.deepEqual(loaded, Object.values(VARIABLES));
    assert.doesNotThrow(() => environmentOf(variables, '%d'));
    assert.ok(Number(all('TimeoutStopSec')[0]) >= LONGEST_END_S);
  });
});

describe('kubernetes.yaml', () => {
  const documents = parseAllDocuments(read('kubernetes.yaml')).map((document) => document.toJS());
  const kind = (name: string) => documents.find((document) => document.kind === name) ?? assert.fail(name);
  const pod = kind('Deployment').spec.template.spec;
  const [container] = pod.containers;

  it('runs the broker without privileges and without variables of its Service', () => {
    assert.equal(pod.enableServiceLinks, false);
    assert.equal(pod.automountServiceAccountToken, false);
    assert.deepEqual([pod.securityContext.runAsNonRoot, pod.securityContext.runAsUser], [true, 1000]);
    assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault');
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('probes the health of the broker, and gives it enough time to stop', () => {
    assert.equal(container.livenessProbe.httpGet.path, '/healthz');
    assert.equal(container.readinessProbe.httpGet.path, '/readyz');
    const waitS = Number(/(\d+)000\)$/.exec(container.lifecycle.preStop.exec.command[2])?.[1]);
    assert.ok(pod.terminationGracePeriodSeconds >= waitS + LONGEST_END_S);
    // The probe has to fail before the streams end.
    assert.ok(waitS >= container.readinessProbe.periodSeconds);
  });

  it('sets only variables that the broker accepts, and contains no secret', () => {
    assert.ok(documents.every((document) => document.kind !== 'Secret'));
    const variables = Object.fromEntries(container.env.map(({ name, value }: Record<string, string>) => [name, value]));
    assert.doesNotThrow(() => environmentOf(variables, '/run/secrets/arc'));
  });

  it('runs two brokers under one label, of which one may stop at a time', () => {
    const label = { 'app.kubernetes.io/name': 'arc-broker' };
    assert.deepEqual(kind('Service').spec.selector, label);
    assert.deepEqual(kind('PodDisruptionBudget').spec.selector.matchLabels, label);
    assert.deepEqual(kind('NetworkPolicy').spec.podSelector.matchLabels, label);
    assert.deepEqual(kind('Deployment').spec.template.metadata.labels, label);
    assert.ok(kind('Deployment').spec.replicas > kind('PodDisruptionBudget').spec.minAvailable);
  });

  it('exposes the routes for pages and the platform, and none for partner servers', async () => {
    const [rule] = kind('Ingress').spec.rules;
    const shown = (path: string): boolean =>
      rule.http.paths.some((each: { path: string; pathType: string }) =>
        each.pathType === 'Exact' ? path === each.path : path === each.path || path.startsWith(`${each.path}/`),
      );
    const hidden = ['/sessions', '/sessions/{session_id}', '/users/{user}/sessions', '/readyz'];
    const paths = Object.keys(await openApiPaths());
    assert.deepEqual(paths.filter((path) => !shown(path)).sort(), hidden.sort());
  });
});

async function openApiPaths(): Promise<Record<string, unknown>> {
  const options = environmentOf(VARIABLES_IN_PLACE, '@').options;
  const broker = createBroker(options);
  const answer = await broker.fetch(new Request('http://broker.test/openapi.json'));
  await broker.close();
  return ((await answer.json()) as { paths: Record<string, unknown> }).paths;
}
const VARIABLES_IN_PLACE = Object.fromEntries(Object.entries(VARIABLES).map(([name, file]) => [name, `@/${file}`]));
