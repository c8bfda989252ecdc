import { BODILESS } from '../families/family.ts';
import { comparedQuery, type Recording } from './recording.ts';

/** Recorded answers, found by request. */
export interface RecordedAnswers {
  /**
   * The recorded answer to a request: one with the same query before one for any query. Answers to
   * the same request are given in the order of their recording, and the last one again and again.
   */
  find(request: Request): Response | undefined;
}

/** Makes recorded answers. */
export function createRecordedAnswers(recordings: readonly Recording[]): RecordedAnswers {
  const byRequest = new Map<string, Recording[]>();
  for (const recording of recordings) {
    const key = keyOf(recording.method, recording.path, recording.query);
    byRequest.set(key, [...(byRequest.get(key) ?? []), recording]);
  }
  return {
    find(request) {
      const { pathname, searchParams } = new URL(request.url);
      const answers =
        byRequest.get(keyOf(request.method, pathname, comparedQuery(searchParams))) ??
        byRequest.get(keyOf(request.method, pathname, null));
      const recording = answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0];
      return recording === undefined ? undefined : answerOf(recording);
    },
  };
}

function answerOf({ status, headers, body }: Recording): Response {
  return new Response(BODILESS.includes(status) ? null : body, { status, headers: { ...headers } });
}

const keyOf = (method: string, path: string, query: Recording['query']): string =>
  JSON.stringify([method, decoded(path), query]);

/** Returns a path decoded, because clients may write it in more than one way. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // no client can ask for it in another way
  }
}
