/**
 * What is known about one slot. The four states are never merged: a gap is not a zero, and a slot
 * that the utility has not published yet is not a gap. Stored as one byte per slot in
 * `Series.quality`.
 */
export type Quality = 0 | 1 | 2 | 3;

/** The meter measured at least one channel of the slot. */
export const MEASURED = 0;
/** At least one value of the slot is an estimate, and the source says so. */
export const ESTIMATED = 1;
/** Inside the published span, but no value: a gap. Never zero. */
export const MISSING = 2;
/** After the last published reading: the utility may still deliver it. */
export const AWAITING = 3;

/** The word for a quality, as exports print it. */
export const QUALITY_WORDS = ['measured', 'estimated', 'missing', 'awaiting'] as const;
