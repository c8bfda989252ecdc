import { testCorpus } from '../testing/corpus.ts';

testCorpus('CSV files', new URL('corpus.json', import.meta.url));
