import type { SandboxOptions } from '../options.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';

/** An answer whose body was read. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The shape of bodies is what is tested.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** A webhook as a receiver got it. */
interface Received {
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: as for answers
  readonly body: any;
}

/** A sandbox with a token, a clock that tests advance, and a receiver of webhooks. */
export interface Harness {
  readonly sandbox: Sandbox;
  readonly received: Received[];
  /** What the receiver answers next; 200 when empty. */
  readonly answers: (number | 'fail')[];
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Resolves to the bytes of an answer. */
  bytes(path: string): Promise<Uint8Array>;
  /** Gets a new token, which later requests carry. */
  login(): Promise<void>;
}

/** Base of every request of the tests. Nothing listens there. */
export const BASE = 'http://sandbox.test';
/** First time of the tests' clock: a Friday, twelve days after clocks went forward in the USA. */
export const NOW = Date.parse('2026-03-20T12:00:00Z');

/** Creates a harness with a token. Options replace the defaults of tests. */
export async function createHarness(options: SandboxOptions = {}): Promise<Harness> {
  const received: Received[] = [];
  const answers: (number | 'fail')[] = [];
  const sandbox = createSandbox({
    seed: 7,
    now: NOW,
    // Fixed as well: some errors have the real time in them.
    realNow: () => 1_718_000_000_000,
    fetch: async (input, init) => {
      const text = String(init?.body);
      received.push({ url: String(input), headers: new Headers(init?.headers), text, body: JSON.parse(text) });
      const answer = answers.shift() ?? 200;
      if (answer === 'fail') throw new TypeError('The receiver is down.');
      return new Response('{"message":"ok"}', { status: answer });
    },
    ...options,
  });
  let token = '';
  const defaultHeaders = (): Record<string, string> => ({
    authorization: `Bearer ${token}`,
    'Arc-Version': '2024-02-21',
  });
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const sent = { ...defaultHeaders(), ...headers };
    // A header with an empty value is left out.
    for (const name of Object.keys(sent)) if (sent[name] === '') delete sent[name];
    const init: RequestInit = { method, headers: sent };
    if (body !== undefined) {
      init.body = typeof body === 'string' ? body : JSON.stringify(body);
      if (sent['content-type'] === undefined) sent['content-type'] = 'application/json';
    }
    const response = await sandbox.fetch(`${BASE}${path}`, init);
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text !== '' ? parsed(text) : undefined,
    };
  };
  const harness: Harness = {
    sandbox,
    received,
    answers,
    get: (path, headers) => call('GET', path, undefined, headers),
    send: call,
    bytes: async (path) => {
      const response = await sandbox.fetch(`${BASE}${path}`, { headers: defaultHeaders() });
      return new Uint8Array(await response.arrayBuffer());
    },
    async login() {
      const form = 'grant_type=client_credentials&client_id=001&client_secret=001';
      const answer = await call('POST', '/oauth2/token', form, { 'content-type': 'application/x-www-form-urlencoded' });
      token = answer.body.access_token;
    },
  };
  await harness.login();
  return harness;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // tests that ask for a malformed body read `text`
  }
}
