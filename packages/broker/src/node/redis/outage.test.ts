import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outage } from './outage.ts';

/** Returns an outage with a clock that the test moves, and its reports. */
function outage() {
  const clock = { s: 1000 };
  const said: string[] = [];
  const told = new Outage({
    monotonic: () => clock.s * 1000,
    observe: (event) => {
      if (event.kind === 'store') said.push(`${event.cause ?? 'available'}, ${event.failures} in ${event.forS} s`);
    },
  });
  return { clock, said, told };
}

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' });
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('an outage of Redis', () => {
  it('is reported when it begins, once a minute with a count, and when it ends', () => {
    const { clock, said, told } = outage();
    for (let s = 0; s < 150; s += 1) {
      told.failed('commands', s === 0 ? reset : refused);
      told.failed('bus', refused);
      clock.s += 1;
    }
    for (let s = 0; s < 60; s += 1) {
      told.works('commands');
      told.works('bus');
      clock.s += 1;
    }
    assert.deepEqual(said, [
      'lost, 1 in 0 s',
      'refused, 121 in 60 s',
      'refused, 241 in 120 s',
      'available, 300 in 160 s',
    ]);
  });

  it('does not end while one of the two connections fails or has worked only briefly', () => {
    const { clock, said, told } = outage();
    for (let s = 0; s <= 50; s += 1) {
      told.works('commands');
      if (s % 5 === 0) told.failed('bus', refused);
      else told.works('bus');
      clock.s += 1;
    }
    assert.deepEqual(said, ['refused, 1 in 0 s']);
    for (let s = 0; s < 50; s += 1) {
      told.works('commands');
      clock.s += 1;
    }
    assert.deepEqual(said.length, 1);
    told.works('bus');
    clock.s += 10;
    told.works('bus');
    assert.deepEqual(said.slice(1), ['available, 11 in 111 s']);
  });

  it('is reported again the next time, with a new count', () => {
    const { clock, said, told } = outage();
    for (let n = 0; n < 2; n += 1) {
      told.failed('commands', refused);
      told.works('commands');
      clock.s += 10;
      told.works('commands');
    }
    assert.deepEqual(said, [...said.slice(0, 2), ...said.slice(0, 2)]);
    assert.deepEqual(said.slice(0, 2), ['refused, 1 in 0 s', 'available, 1 in 10 s']);
  });

  it('reports nothing while both connections work', () => {
    const { clock, said, told } = outage();
    for (let s = 0; s < 100; s += 1) {
      told.works('commands');
      told.works('bus');
      clock.s += 1;
    }
    assert.deepEqual(said, []);
  });
});
