import assert from 'node:assert/strict';

/** Asserts that two energies are equal within 1e-9 of `scale`, the accuracy of every view. */
export function assertClose(
  actual: number | null,
  expected: number,
  scale = Math.abs(expected),
  message?: string,
): void {
  assert.notEqual(actual, null, message ?? `expected ${expected}, got null`);
  const tolerance = 1e-9 * Math.max(scale, 1e-3);
  assert.ok(Math.abs(actual! - expected) <= tolerance, `${message ?? 'energy'}: ${actual} is not ${expected}`);
}
