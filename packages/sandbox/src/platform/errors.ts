import { uuidFrom } from '../engine/random.ts';

/** The legacy family's short form. */
export const shortError = (status: number, text: string): Response => Response.json({ error: text }, { status });

/** The legacy family's long form. `INVALID_PARAMATERS` is spelt as the platform spells it. */
export const legacyError = (
  status: number,
  description: string,
  type: 'BAD_REQUEST' | 'NOT_FOUND' | 'INVALID_PARAMATERS' | 'INVALID_VARIANT' = 'BAD_REQUEST',
  details: Record<string, readonly string[]> | null = null,
): Response => Response.json({ error: { description, type, details } }, { status });

/** Plug's list form. */
export function plugError(
  status: number,
  type: string,
  message: string,
  more: { param?: string; value?: string } = {},
): Response {
  const details = {
    errorId: uuidFrom(`${type}:${message}:${more.param ?? ''}:${more.value ?? ''}`),
    ...(more.value === undefined ? {} : { value: more.value }),
  };
  const error = { type, message, ...(more.param === undefined ? {} : { param: more.param }), details };
  return Response.json({ errors: [error] }, { status });
}

/** The form of the intervals product. */
export const intervalsError = (status: number, error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status });

/** The Switch family's envelope. */
export const switchError = (
  status: number,
  code: string,
  message: string,
  objectName: string,
  more: { propertyName?: string; propertyValue?: string } = {},
): Response =>
  Response.json(
    { status: 'error', count: 1, type: 'Error', results: [{ code, message, objectName, ...more }] },
    { status },
  );
