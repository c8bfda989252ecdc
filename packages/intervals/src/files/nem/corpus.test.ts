import { describe, it } from 'node:test';
import { readCorpus, resultOf, snapshotOf } from '../../testing/corpus.ts';

describe('NEM12 and NEM13 files', () => {
  for (const [i, file] of readCorpus(new URL('corpus.json', import.meta.url)).entries())
    it(`are read as before: file ${String(i).padStart(3, '0')}`, (t) =>
      t.assert.snapshot(resultOf(file), { serializers: [snapshotOf] }));
});
