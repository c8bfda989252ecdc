import { BODILESS } from '../families/family.ts';

/**
 * Answers that are meant to break off; a server that reads ahead, or reports a broken stream in
 * words, must know.
 */
const cutAnswers = new WeakSet<Response>();

/** Answers whose body a fault has given, or has made something else than its type says. */
const fixedAnswers = new WeakSet<Response>();

/** Returns true if an answer is meant to break off. */
export const isCut = (response: Response): boolean => cutAnswers.has(response);

/** Returns true if the body of an answer is to stay as it is: it may be no JSON, or break off. */
export const isFixed = (response: Response): boolean => isCut(response) || fixedAnswers.has(response);

/** Makes an answer with a body that a fault gives. */
export function givenAnswer(body: string, status: number): Response {
  const type = body.trimStart().startsWith('<') ? 'text/html' : 'application/json';
  const answer = new Response(body, { status, headers: { 'content-type': type } });
  fixedAnswers.add(answer);
  return answer;
}

/** Makes an answer whose body is not what its type says. One without a body stays as it is. */
export async function malformedAnswer(response: Response): Promise<Response> {
  if (BODILESS.includes(response.status) || isCut(response)) return response;
  const text = await response.text();
  const broken = text.length > 2 ? `${text.slice(0, Math.ceil(text.length / 2))}\u0000<` : '{"data": [';
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  const answer = new Response(broken, { status: response.status, headers });
  fixedAnswers.add(answer);
  return answer;
}

/**
 * Makes an answer whose connection breaks off. One without a body stays as it is.
 * @param bytesOf - How many of the body's bytes are sent, by its length.
 */
export async function cutAnswer(response: Response, bytesOf: (length: number) => number): Promise<Response> {
  if (BODILESS.includes(response.status) || isCut(response)) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const afterBytes = bytesOf(bytes.length);
  const headers = new Headers(response.headers);
  // The announced length makes the break visible to a client that only counts bytes.
  headers.set('content-length', String(Math.max(bytes.length, afterBytes + 1)));
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!isSent && afterBytes > 0) controller.enqueue(bytes.slice(0, afterBytes));
      else controller.error(new Error('cut by a fault of the sandbox'));
      isSent = true;
    },
  });
  const answer = new Response(body, { status: response.status, headers });
  cutAnswers.add(answer);
  return answer;
}
