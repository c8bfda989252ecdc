import * as v from 'valibot';
import { familyOf } from '../families/index.ts';
import { ANSWER_SCENARIOS, type AnswerScenarioName, type ScenarioMemory } from './answer-scenarios.ts';
import { cutAnswer, malformedAnswer } from './broken-answers.ts';
import { type Fault, type FaultInput, FaultSchema, faultOf } from './fault.ts';

/** The faults that are set, oldest first; the first that matches a request applies. */
export interface Faults {
  /** Adds a fault. @throws {RangeError} No answer can be made of it; `message` names the field. */
  add(input: FaultInput): Fault;
  /** Removes all but the scenarios that the sandbox was started with. */
  clear(): void;
  all(): readonly Fault[];
}

/** The faults as the sandbox applies them. */
export interface AppliedFaults extends Faults {
  /** The fault for this request, counted as used. */
  take(method: string, path: string): Fault | undefined;
  /** Answers a request as the fault says. `handle` answers as the healthy platform would. */
  apply(fault: Fault, request: Request, handle: (request: Request) => Promise<Response>): Promise<Response>;
}

/** Faults beyond this number are refused: nobody sets so many, and each request looks through them. */
const MOST = 1_000;

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
  return {
    add(input) {
      if (faults.length >= MOST) throw new RangeError(`there are ${MOST} faults already; DELETE /_sandbox/faults`);
      const fault = make(input);
      faults.push(fault);
      return fault;
    },
    clear() {
      memories.clear();
      faults = configured();
    },
    all: () => faults,
    take(method, path) {
      const found = faults.find(
        (fault) => (fault.method === null || fault.method === method) && covers(fault.path, path),
      );
      if (found?.remaining != null && --found.remaining === 0) faults = faults.filter((fault) => fault !== found);
      return found;
    },
    async apply(fault, request, handle) {
      if (fault.delayMs > 0) await wait(fault.delayMs);
      const family = familyOf(new URL(request.url).pathname);
      const scenario = ANSWER_SCENARIOS.find((each) => each.name === fault.scenario);
      let response: Response;
      if (fault.body !== null) {
        const type = fault.body.trimStart().startsWith('<') ? 'text/html' : 'application/json';
        response = new Response(fault.body, { status: fault.status ?? 200, headers: { 'content-type': type } });
      } else if (fault.status !== null) {
        response = family.error(fault.status, now());
        family.complete?.(request, response);
      } else if (scenario !== undefined) {
        const memory = memories.get(fault.id) ?? {};
        memories.set(fault.id, memory);
        response = await scenario.answer({ request, family, memory, handle, nowMs: now() });
      } else response = await handle(request);
      if (fault.malformed) response = await malformedAnswer(response);
      if (fault.cutAfterBytes !== null) response = await cutAnswer(response, () => fault.cutAfterBytes as number);
      for (const [name, value] of Object.entries(fault.headers)) response.headers.set(name, value);
      return response;
    },
  };
}

const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
