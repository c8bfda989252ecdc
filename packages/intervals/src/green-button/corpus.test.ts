import { testCorpus } from '../testing/corpus.ts';

testCorpus('Green Button files', new URL('corpus.json', import.meta.url));
