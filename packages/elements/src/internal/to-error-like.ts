import { isArcError } from '@arc-elements/models';
import type { ErrorLike } from './errors.ts';

/** What was thrown, as an element takes it; what is no error of ours has the code `unknown`. */
export const toErrorLike = (error: unknown): ErrorLike =>
  isArcError(error) ? error : { code: 'unknown', message: String(error) };
