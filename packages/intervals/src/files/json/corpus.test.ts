import { testCorpus } from '../../testing/corpus.ts';

testCorpus('JSON files', new URL('corpus.json', import.meta.url));
