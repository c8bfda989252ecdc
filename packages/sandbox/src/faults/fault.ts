import * as v from 'valibot';
import { BODILESS } from '../families/family.ts';
import { ANSWER_SCENARIOS, type AnswerScenarioName } from './answer-scenarios.ts';

/** A misbehaviour asked for by `POST /_sandbox/faults`. */
export interface Fault {
  readonly id: number;
  /** Path it applies to; may end in `*`. */
  readonly path: string;
  /** `null`: any method. */
  readonly method: string | null;
  /** Requests it still applies to; `null` for ever. */
  remaining: number | null;
  /** How the answers are changed, by the name of an answer scenario. */
  readonly scenario: AnswerScenarioName | null;
  readonly delayMs: number;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Text of the body; `null`: the route's own or, when `status` is given, what its family answers
   * with that status.
   */
  readonly body: string | null;
  readonly cutAfterBytes: number | null;
  readonly malformed: boolean;
}

const PATH_FORM = 'must be a text that starts with /, or *';
const LONGEST_DELAY_MS = 600_000;
/**
 * Headers that frame an answer: with another value the connection breaks, for which there is
 * `cutAfterBytes`.
 */
const FRAMING = ['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'trailer', 'te'];

const integerSchema = (least: number, most: number) => {
  const form = `must be an integer from ${least} to ${most}`;
  return v.pipe(v.number(form), v.integer(form), v.minValue(least, form), v.maxValue(most, form));
};

const isHeader = (name: string, value: string): boolean => {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false; // the constructor is the only way to ask, and it answers by throwing
  }
};

const HeaderNameSchema = v.pipe(
  v.string(),
  v.check((name) => isHeader(name, 'x'), 'is not the name of a header'),
  v.check((name) => !FRAMING.includes(name.toLowerCase()), 'is set by the server itself'),
);

const HeaderValueSchema = v.pipe(
  v.union([v.string(), v.number(), v.boolean()], 'must be a text'),
  v.transform(String),
  v.check((value) => isHeader('x', value), 'is not the value of a header'),
);

/** A fault as it is asked for. */
export const FaultSchema = v.pipe(
  v.strictObject({
    path: v.optional(v.pipe(v.string(PATH_FORM), v.regex(/^(\/|\*$)/, PATH_FORM))),
    method: v.optional(v.pipe(v.string('must be an HTTP method'), v.regex(/^[A-Za-z]+$/, 'must be an HTTP method'))),
    times: v.optional(integerSchema(1, 1e9)),
    scenario: v.optional(
      v.picklist(
        ANSWER_SCENARIOS.map((each) => each.name),
        'must be the name of an answer scenario; see GET /_sandbox/scenarios',
      ),
    ),
    delayMs: v.optional(integerSchema(0, LONGEST_DELAY_MS)),
    status: v.optional(integerSchema(200, 599)),
    headers: v.optional(
      v.pipe(
        v.custom<Record<string, unknown>>((value) => !Array.isArray(value), 'must be an object'),
        v.record(HeaderNameSchema, HeaderValueSchema, 'must be an object'),
      ),
    ),
    body: v.optional(v.unknown()),
    cutAfterBytes: v.optional(integerSchema(0, 1e9)),
    malformed: v.optional(v.boolean('must be true or false')),
  }),
  v.forward(
    v.partialCheck(
      [['path'], ['scenario']],
      ({ path, scenario }) => path !== undefined || scenario !== undefined,
      'is required where no scenario is given',
    ),
    ['path'],
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || !BODILESS.includes(dataset.value.status ?? 200)) return;
    const { value: input } = dataset;
    for (const key of ['body', 'malformed', 'cutAfterBytes'] as const) {
      const value = input[key];
      if (value === undefined || value === null || value === false) continue;
      const message = 'cannot be given with a status whose answers have no body';
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] });
    }
  }),
);

/** What a fault is asked for with. */
export type FaultInput = v.InferInput<typeof FaultSchema>;

/** Returns the fault that a request asks for. */
export function faultOf(id: number, input: v.InferOutput<typeof FaultSchema>): Fault {
  const { body } = input;
  return {
    id,
    path: input.path ?? '*',
    method: input.method?.toUpperCase() ?? null,
    remaining: input.times ?? null,
    scenario: input.scenario ?? null,
    delayMs: input.delayMs ?? 0,
    status: input.status ?? null,
    headers: input.headers ?? {},
    body: body === undefined || body === null ? null : typeof body === 'string' ? body : JSON.stringify(body),
    cutAfterBytes: input.cutAfterBytes ?? null,
    malformed: input.malformed ?? false,
  };
}
