import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { judgeLogin, SCENARIOS, scenarioNamed } from './platform/scenarios.ts';

test('the page about the sandbox names every scenario with its login', () => {
  const page = readFileSync(new URL('../../../demo/docs/help/sandbox.md', import.meta.url), 'utf8');
  const missing = SCENARIOS.filter(
    (each) => !page.includes(`| \`${each.name}\` | \`${each.logins[0]}\` / \`${each.password}\` |`),
  );
  assert.deepEqual(
    missing.map((each) => each.name),
    [],
  );
});

test('no name or login of a scenario occurs twice, and each leads to its scenario', () => {
  const words = SCENARIOS.flatMap((each) => [each.name, ...each.logins]);
  assert.equal(new Set(words).size, words.length);
  for (const scenario of SCENARIOS) {
    assert.equal(scenarioNamed(scenario.name), scenario);
    assert.equal(scenarioNamed(`${scenario.logins[0]?.toLowerCase()}@any-domain.com`), scenario);
  }
});

test('the documented logins do what their pages say', () => {
  assert.deepEqual(judgeLogin('ARC_TEST_R_SINGLE_ELEC', 'verified').outcome, 'verified');
  assert.deepEqual(judgeLogin('ARC_TEST_R_SINGLE_ELEC@any-domain.com', 'rejected').outcome, 'rejected');
  assert.deepEqual(judgeLogin('ARCADIA_MOCK_RESI_SINGLE_ELEC_SINGLE_METER', 'VERIFIED').outcome, 'verified');
  assert.deepEqual(judgeLogin('ARCADIA_MOCK_RESI_SINGLE_ELEC_SINGLE_METER', 'REJECTED').outcome, 'rejected');
  assert.deepEqual(judgeLogin('ARCADIA_MOCK_RESI_CLOSED', 'something else').outcome, 'rejected');
  assert.deepEqual(judgeLogin('username', 'password'), {
    scenario: scenarioNamed('single-electric'),
    outcome: 'verified',
    testLogin: false,
  });
  const meters = (login: string) =>
    scenarioNamed(login)?.accounts.map((account) => account.meters.map((meter) => meter.service));
  assert.deepEqual(meters('ARCADIA_MOCK_RESI_SINGLE_ELEC_MULTI_METER'), [['electric', 'electric', 'electric']]);
  assert.deepEqual(meters('ARCADIA_MOCK_RESI_MULTI_ELEC_SINGLE_METER'), [['electric'], ['electric'], ['electric']]);
  assert.deepEqual(meters('ARCADIA_MOCK_RESI_COMBINED_ELEC_GAS_SINGLE_METERS'), [['electric', 'gas']]);
  assert.deepEqual(meters('ARCADIA_MOCK_RESI_SINGLE_ELEC_SINGLE_GAS_SINGLE_WATER_SINGLE_METERS'), [
    ['electric'],
    ['gas'],
    ['water'],
  ]);
  assert.deepEqual(meters('ARCADIA_MOCK_RESI_SINGLE_WATER_MULTI_METER'), [['water', 'water', 'water']]);
  assert.deepEqual(meters('ARCADIA_MOCK_RESI_NO_ACCOUNTS'), []);
  assert.equal(
    SCENARIOS.filter((each) => each.logins.some((login) => login.startsWith('ARCADIA_MOCK_RESI_'))).length,
    12,
  );
});
