/**
 * Loaded before every unit test (`--import`): property tests draw the same examples each time, so
 * that a run that was green stays green for the same code. `FAST_CHECK_SEED=random npm test --
 * unit` looks for new ones; a number repeats a run that failed.
 */
import fc from 'fast-check';

const seed = process.env.FAST_CHECK_SEED ?? '20260101';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
