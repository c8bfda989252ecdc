import { isArcError } from '@arc-elements/models';
import type { ErrorLike } from './errors.ts';

/** Returns a thrown value as an `ErrorLike`, with the code `unknown` if it is not an `ArcError`. */
export const toErrorLike = (error: unknown): ErrorLike =>
  isArcError(error) ? error : { code: 'unknown', message: String(error) };
