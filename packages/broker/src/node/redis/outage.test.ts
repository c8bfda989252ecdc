import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outage } from './outage.ts';

/** Returns an outage with a clock that the test moves, and its reports. */
function setUp() {
  const clock = { s: 1000 };
  const reports: string[] = [];
  const outage = new Outage({
    monotonic: () => clock.s * 1000,
    observe: (event) => {
      if (event.kind === 'store') reports.push(`${event.cause ?? 'available'}, ${event.failures} in ${event.forS} s`);
    },
  });
  return { clock, reports, outage };
}

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('an outage of Redis', () => {
  it('is reported when it begins, once a minute with a count, and when it ends', () => {
    const { clock, reports, outage } = setUp();
    for (let s = 0; s < 150; s += 1) {
      outage.failed('commands', s === 0 ? reset : refused);
      outage.failed('bus', refused);
      clock.s += 1;
    }
    for (let s = 0; s < 60; s += 1) {
      outage.works('commands');
      outage.works('bus');
      clock.s += 1;
    }
    assert.deepEqual(reports, [
      'lost, 1 in 0 s',
      'refused, 121 in 60 s',
      'refused, 241 in 120 s',
      'available, 300 in 160 s',
    ]);
  });

  it('does not end while one of the two connections fails or has worked only briefly', () => {
    const { clock, reports, outage } = setUp();
    for (let s = 0; s <= 50; s += 1) {
      outage.works('commands');
      if (s % 5 === 0) outage.failed('bus', refused);
      else outage.works('bus');
      clock.s += 1;
    }
    assert.deepEqual(reports, ['refused, 1 in 0 s']);
    for (let s = 0; s < 50; s += 1) {
      outage.works('commands');
      clock.s += 1;
    }
    assert.deepEqual(reports.length, 1);
    outage.works('bus');
    clock.s += 10;
    outage.works('bus');
    assert.deepEqual(reports.slice(1), ['available, 11 in 111 s']);
  });

  it('is reported again the next time, with a new count', () => {
    const { clock, reports, outage } = setUp();
    for (let n = 0; n < 2; n += 1) {
      outage.failed('commands', refused);
      outage.works('commands');
      clock.s += 10;
      outage.works('commands');
    }
    assert.deepEqual(reports, [...reports.slice(0, 2), ...reports.slice(0, 2)]);
    assert.deepEqual(reports.slice(0, 2), ['refused, 1 in 0 s', 'available, 1 in 10 s']);
  });

  it('reports nothing while both connections work', () => {
    const { clock, reports, outage } = setUp();
    for (let s = 0; s < 100; s += 1) {
      outage.works('commands');
      outage.works('bus');
      clock.s += 1;
    }
    assert.deepEqual(reports, []);
  });
});
