import * as v from 'valibot';
import { comparedQuery, type Recording } from './recording.ts';

/**
 * Headers of an answer that mean something again; all others are of one connection, or of one
 * account.
 */
const REPLAYED_HEADERS =
  /^(content-type|retry-after|ratelimit-[a-z]+|arc-version|arcadia-version|deprecation|sunset|location)$/i;

const StatusSchema = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));

const HeaderValueSchema = v.pipe(
  v.string(),
  v.check((value) => isHeaderValue(value), 'it is not the value of a header'),
);

/** A header of a HAR file. One that is not played may be anything. */
const HeaderSchema = v.pipe(
  v.object({ name: v.string(), value: v.string() }),
  v.check(
    ({ name, value }) => !REPLAYED_HEADERS.test(name) || isHeaderValue(value),
    'its value is not that of a header',
  ),
);

/** The parts of a HAR file that are played. Source: the HAR 1.2 format. */
const HarSchema = v.object({
  log: v.object({
    entries: v.array(
      v.object({
        request: v.object({
          method: v.string(),
          url: v.pipe(v.string(), v.url(), v.regex(/^https?:/i, 'it is not an http or https URL')),
        }),
        response: v.object({
          status: v.pipe(v.number(), v.integer()),
          headers: v.optional(v.array(HeaderSchema), []),
          content: v.optional(
            v.pipe(
              v.object({
                mimeType: v.optional(HeaderValueSchema),
                text: v.optional(v.string(), ''),
                encoding: v.optional(v.string()),
              }),
              v.check(({ text, encoding }) => encoding !== 'base64' || isBase64(text), 'its text is not base64'),
            ),
            {},
          ),
        }),
      }),
    ),
  }),
});

/** What `arc-sandbox record` writes: requests with their answers, in their order. */
const ExchangesSchema = v.object({
  exchanges: v.array(
    v.object({
      request: v.object({
        method: v.string(),
        path: v.pipe(v.string(), v.startsWith('/')),
        query: v.optional(v.record(v.string(), v.union([v.string(), v.array(v.string())])), {}),
      }),
      response: v.object({
        status: StatusSchema,
        headers: v.optional(v.record(v.string(), HeaderValueSchema), {}),
        body: v.unknown(),
      }),
    }),
  ),
});

/**
 * Reads a file of recorded answers: a HAR file, a file of `arc-sandbox record`, or else the JSON
 * body of the path that its name says: `plug/meters.json` is `GET /plug/meters`, whatever the
 * query.
 * @param name - Path of the file inside its folder, with slashes.
 * @throws {Error} It is neither JSON nor HAR. `message` says what is wrong, without the name of the
 * file.
 */
export function readRecordings(name: string, text: string): Recording[] {
  // Recorders on Windows write a byte order mark, which is no part of JSON.
  const body = text.replace(/^\uFEFF/, '');
  const file = parse(body);
  if (isObject(file) && 'log' in file) return fromHar(checked(HarSchema, file));
  if (isObject(file) && 'exchanges' in file) return fromExchanges(checked(ExchangesSchema, file));
  if (/\.har$/i.test(name)) throw new Error('it is not a HAR file: it has no log');
  const path = `/${name.replace(/\.json$/i, '')}`;
  return [{ method: 'GET', path, query: null, status: 200, headers: JSON_TYPE, body }];
}

const JSON_TYPE = { 'content-type': 'application/json' };

function fromHar({ log }: v.InferOutput<typeof HarSchema>): Recording[] {
  // A browser writes what it could not send with the status 0, and what it knew already with 304.
  const answered = log.entries.filter(({ response: { status } }) => status >= 200 && status < 600 && status !== 304);
  return answered.map(({ request, response: { status, headers, content } }) => {
    const url = new URL(request.url);
    const type = content.mimeType ? { 'content-type': content.mimeType } : {};
    return {
      method: request.method.toUpperCase(),
      path: url.pathname,
      query: comparedQuery(url.searchParams),
      status,
      headers: { ...type, ...replayed(headers.map(({ name, value }) => [name, value])) },
      body: content.encoding === 'base64' ? fromBase64(content.text) : content.text,
    };
  });
}

function fromExchanges({ exchanges }: v.InferOutput<typeof ExchangesSchema>): Recording[] {
  return exchanges.map(({ request, response: { status, headers, body } }) => {
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(request.query))
      for (const value of [values].flat()) query.append(name, value);
    return {
      method: request.method.toUpperCase(),
      path: request.path,
      query: comparedQuery(query),
      status,
      headers: { ...JSON_TYPE, ...replayed(Object.entries(headers)) },
      body: body === undefined || body === null ? '' : JSON.stringify(body),
    };
  });
}

const replayed = (headers: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(
    headers.filter(([name]) => REPLAYED_HEADERS.test(name)).map(([name, value]) => [name.toLowerCase(), value]),
  );

/** Returns true if an answer can have this value as a header. */
function isHeaderValue(value: string): boolean {
  try {
    return new Headers([['x', value]]).has('x');
  } catch {
    return false; // the constructor is the only way to ask, and it answers by throwing
  }
}

function isBase64(text: string): boolean {
  try {
    atob(text);
    return true;
  } catch {
    return false; // likewise
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error('it is not JSON, or was cut off', { cause: error });
  }
}

function checked<S extends v.GenericSchema>(schema: S, file: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, file, { abortEarly: true });
  if (result.success) return result.output;
  throw new Error(`${v.getDotPath(result.issues[0]) ?? 'it'}: ${result.issues[0].message}`);
}

const fromBase64 = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
