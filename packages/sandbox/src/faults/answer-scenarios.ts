import { bearerOf } from '../families/bearer.ts';
import type { Family } from '../families/family.ts';
import { familyOf } from '../families/index.ts';
import { connectPage, control } from '../families/local.ts';
import { token } from '../families/token.ts';
import { cutAnswer } from './broken-answers.ts';
import { changedBody, foreignCopy, type Json, ownersChanged, rowsChanged, withoutOffsets } from './changed-body.ts';

/** What a scenario keeps from one request to the next. */
export interface ScenarioMemory {
  requests?: number;
  refusedToken?: string;
}

interface AnswerContext {
  readonly request: Request;
  readonly family: Family;
  readonly memory: ScenarioMemory;
  /** Answers a request as the healthy platform would. */
  readonly handle: (request: Request) => Promise<Response>;
  /** Real time, epoch ms. */
  readonly nowMs: number;
}

/** Changes the answers to requests for data in one way that a client has to handle. */
interface AnswerScenario<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly about: string;
  answer(context: AnswerContext): Promise<Response>;
}

/** Requests of a burst, and how many of them are refused. */
const BURST = 10;
const REFUSED_OF_BURST = 5;
const RETRY_AFTER_S = 2;
/** What a page count claims beyond what there is. */
const CLAIMED_PAGES = 5;
const CLAIMED_ROWS = 100;

const scenario = <const Name extends string>(
  name: Name,
  title: string,
  about: string,
  answer: AnswerScenario<Name>['answer'],
): AnswerScenario<Name> => ({
  name,
  title,
  about,
  // Tokens and the Connect page are left alone: a scenario is about the data that a client reads.
  answer: (context) => (isData(context.request) ? answer(context) : context.handle(context.request)),
});

/** Returns a scenario that changes the JSON of healthy answers. */
const changing = <const Name extends string>(
  name: Name,
  title: string,
  about: string,
  change: (body: Json) => Json,
): AnswerScenario<Name> =>
  scenario(name, title, about, async ({ request, handle }) => changedBody(await handle(request), change));

/** The answer scenarios. */
export const ANSWER_SCENARIOS = [
  changing(
    'foreign-row',
    'A row of somebody else',
    'Every list that has rows ends with one more, of the user somebody-else; a meter of Plug names no user',
    (body) => rowsChanged(body, (rows) => [...rows, ...rows.slice(-1).map(foreignCopy)], 1),
  ),
  changing(
    'owner-of-wrong-type',
    'Owners of the wrong type',
    'An owner is a list where a text belongs, and a text where a list belongs',
    (body) => ownersChanged(body, (owner) => (Array.isArray(owner) ? String(owner[0] ?? '') : [owner])),
  ),
  changing(
    'row-without-owner',
    'Rows without an owner',
    'The owner is absent in the first, third, … row of a list, and null in the others',
    (body) =>
      rowsChanged(body, (rows) => rows.map((row, i) => ownersChanged(row, () => (i % 2 === 0 ? undefined : null)))),
  ),
  scenario(
    'rate-limit-burst',
    'Bursts of 429',
    `Of every ${BURST} requests the first ${REFUSED_OF_BURST} are 429 with Retry-After: ${RETRY_AFTER_S}`,
    async ({ request, family, memory, handle, nowMs }) => {
      const before = memory.requests ?? 0;
      memory.requests = before + 1;
      if (before % BURST >= REFUSED_OF_BURST) return handle(request);
      const refused = family.error(429, nowMs);
      family.addHeaders?.(request, refused);
      refused.headers.set('Retry-After', String(RETRY_AFTER_S));
      return refused;
    },
  ),
  scenario(
    'fresh-token-refused',
    'A token refused although fresh',
    'The first access token that is used is 401 from then on; the next one works',
    async ({ request, family, memory, handle, nowMs }) => {
      const token = bearerOf(request);
      memory.refusedToken ??= token ?? '';
      if (token === undefined || token !== memory.refusedToken) return handle(request);
      const refused = family.error(401, nowMs);
      family.addHeaders?.(request, refused);
      return refused;
    },
  ),
  scenario(
    'duplicated-page',
    'Pages that repeat',
    'Every page of a list but the first has the rows of the one before',
    async ({ request, handle }) => {
      const asked = new URL(request.url);
      const page = Number(asked.searchParams.get('page'));
      const start = Number(asked.searchParams.get('pageStart'));
      const before = new URL(asked);
      if (page > 0) before.searchParams.set('page', String(page - 1));
      if (start > 0)
        before.searchParams.set(
          'pageStart',
          String(Math.max(0, start - (Number(asked.searchParams.get('pageCount')) || 25))),
        );
      if (before.href === asked.href || request.method !== 'GET') return handle(request);
      const answer = await handle(new Request(before, { headers: request.headers }));
      return changedBody(answer, (body) => ({
        ...body,
        ...(typeof body.page === 'object' ? { page: { ...body.page, number: page } } : {}),
        ...('pageStart' in body ? { pageStart: start } : {}),
      }));
    },
  ),
  changing(
    'page-count-lies',
    'A page count that lies',
    `A list claims ${CLAIMED_ROWS} rows more than there are, and ${CLAIMED_PAGES} pages more`,
    (body) => {
      const { page } = body as { page?: { totalElements: number; totalPages: number } };
      if (page === undefined) return rowsChanged(body, (rows) => rows, CLAIMED_ROWS);
      const { totalElements, totalPages } = page;
      const claimed = { totalElements: totalElements + CLAIMED_ROWS, totalPages: totalPages + CLAIMED_PAGES };
      return { ...body, page: { ...page, ...claimed } };
    },
  ),
  changing(
    'time-without-offset',
    'Times without an offset',
    'Every time lacks its Z or +00:00',
    (body) => withoutOffsets(body) as Json,
  ),
  scenario(
    'body-cut',
    'Bodies that break off',
    'The connection breaks in the middle of every body',
    async ({ request, handle }) => cutAnswer(await handle(request), (length) => Math.floor(length / 2)),
  ),
] as const;

/** Name of an answer scenario. */
export type AnswerScenarioName = (typeof ANSWER_SCENARIOS)[number]['name'];

/** Returns true if a request is for data of the platform. */
function isData(request: Request): boolean {
  const { pathname } = new URL(request.url);
  const family = familyOf(pathname);
  return family !== control && family !== connectPage && family !== token && !pathname.startsWith('/auth/');
}
