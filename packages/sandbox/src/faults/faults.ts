import * as v from 'valibot';
import { familyOf } from '../families/index.ts';
import { ANSWER_SCENARIOS, type AnswerScenarioName, type ScenarioMemory } from './answer-scenarios.ts';
import { cutAnswer, givenAnswer, malformedAnswer } from './broken-answers.ts';
import { type Fault, type FaultInput, FaultSchema, faultOf } from './fault.ts';

/**
 * The faults that are set. Of those that match a request the oldest applies, and every one with a
 * scenario.
 */
export interface Faults {
  /** Adds a fault. @throws {RangeError} No answer can be made of it; `message` names the field. */
  add(input: FaultInput): Fault;
  /** Removes all but the scenarios that the sandbox was started with. */
  clear(): void;
  all(): readonly Fault[];
}

/** The faults as the sandbox applies them. */
export interface AppliedFaults extends Faults {
  /** Answers a request as the faults say. `handle` answers as the healthy platform would. */
  answer(request: Request, handle: Handler): Promise<Response>;
}

type Handler = (request: Request) => Promise<Response>;

/** How many faults there may be: nobody sets so many, and each request looks through them. */
export const MOST_FAULTS = 1_000;

/**
 * Makes the faults of a sandbox.
 * @param scenarios - Names of the answer scenarios that are on from the start.
 * @param wait - Waits, in real time: clients' timers know no other.
 * @param now - Real time, epoch ms.
 */
export function createFaults(
  scenarios: readonly AnswerScenarioName[],
  wait: (ms: number) => Promise<void>,
  now: () => number,
): AppliedFaults {
  const memories = new Map<number, ScenarioMemory>();
  let count = 0;
  const make = (input: FaultInput): Fault => {
    const result = v.safeParse(FaultSchema, input, { abortEarly: true });
    if (result.success) return faultOf(++count, result.output);
    throw new RangeError(`${v.getDotPath(result.issues[0]) ?? 'a fault'} ${result.issues[0].message}`);
  };
  const configured = (): Fault[] => scenarios.map((scenario) => make({ scenario }));
  let faults = configured();
  const apply = async (fault: Fault, request: Request, handle: Handler): Promise<Response> => {
    if (fault.delayMs > 0) await wait(fault.delayMs);
    const family = familyOf(new URL(request.url).pathname);
    const scenario = ANSWER_SCENARIOS.find((each) => each.name === fault.scenario);
    let response: Response;
    if (fault.body !== null) response = givenAnswer(fault.body, fault.status ?? 200);
    else if (fault.status !== null) {
      response = family.error(fault.status, now());
      family.addHeaders?.(request, response);
    } else if (scenario !== undefined) {
      const memory = memories.get(fault.id) ?? {};
      memories.set(fault.id, memory);
      response = await scenario.answer({ request, family, memory, handle, nowMs: now() });
    } else response = await handle(request);
    if (fault.malformed) response = await malformedAnswer(response);
    if (fault.cutAfterBytes !== null) response = await cutAnswer(response, () => fault.cutAfterBytes as number);
    for (const [name, value] of Object.entries(fault.headers)) response.headers.set(name, value);
    return response;
  };

  return {
    add(input) {
      if (faults.length >= MOST_FAULTS) throw new RangeError(`there are ${MOST_FAULTS} faults already`);
      const fault = make(input);
      faults.push(fault);
      return fault;
    },
    clear() {
      memories.clear();
      faults = configured();
    },
    all: () => faults,
    answer(request, handle) {
      const { pathname } = new URL(request.url);
      const matching = faults.filter((fault) => matches(fault, request.method, pathname));
      const oldest = matching.find((fault) => fault.scenario === null);
      const applied = matching.filter((fault) => fault === oldest || fault.scenario !== null);
      for (const fault of applied) if (fault.remaining !== null) fault.remaining--;
      faults = faults.filter((fault) => fault.remaining !== 0);
      const answer = applied.reduceRight<Handler>((inner, fault) => (each) => apply(fault, each, inner), handle);
      return answer(request);
    },
  };
}

const matches = ({ path, method }: Fault, asked: string, pathname: string): boolean =>
  (method === null || method === asked) &&
  (path.endsWith('*') ? pathname.startsWith(path.slice(0, -1)) : path === pathname);
