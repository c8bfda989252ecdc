/**
 * Loaded before every unit test (`--import`): property tests draw the same examples each time, so
 * that the same code always gives the same result. `FAST_CHECK_SEED=random npm test -- unit` draws
 * new examples; a number repeats the run that printed it.
 */
import fc from 'fast-check';

const seed = process.env.FAST_CHECK_SEED ?? '20260101';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
