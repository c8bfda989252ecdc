import { testCorpus } from '../../testing/corpus.ts';

testCorpus('NEM12 and NEM13 files', new URL('corpus.json', import.meta.url));
