import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Row } from './elements.data.ts';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));
const read = (pattern: string): string[] =>
  globSync(pattern, { cwd: packages, exclude: ['**/*.test.ts'] }).map((file) =>
    readFileSync(`${packages}/${file}`, 'utf8'),
  );

/**
 * Fields of each event's detail, by name of its class. Read from the sources: the manifest has only
 * the class.
 */
export function readEventDetails(): ReadonlyMap<string, readonly Row[]> {
  const words = choicesOf([...read('models/src/*.ts'), ...read('elements/src/**/*.ts')]);
  const details = new Map<string, readonly Row[]>();
  for (const source of read('elements/src/**/*-event.ts')) {
    const name = /export class (\w+) extends CustomEvent</.exec(source)?.[1];
    const body = /interface \w+Detail \{\n(.*?)^\}/ms.exec(source)?.[1];
    if (name === undefined || body === undefined) throw new Error(`An event without class or detail:\n${source}`);
    details.set(name, fieldsOf(body, words));
  }
  return details;
}

function fieldsOf(body: string, words: ReadonlyMap<string, string>): Row[] {
  const fields = body.matchAll(/(?:\/\*\* (.*?) \*\/\s*)?readonly (\w+): (.+);/g);
  return [...fields].map(([, description = '', name = '', type = '']) => ({
    name,
    type: type.replaceAll(/\w+/g, (word) => words.get(word) ?? word),
    description,
  }));
}

/** Returns the alternatives of each type that is a union of string literals, by its name. */
function choicesOf(sources: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const source of sources) {
    for (const [, name = '', type = ''] of source.matchAll(/export type (\w+) =\s+((?:\|? ?'[^']+'\s*)+);/g))
      words.set(name, type.trim().replaceAll(/\s+/g, ' ').replace(/^\| /, ''));
    // The type of the features is derived from a list.
    const list =
      /export const (\w+) = \[([^\]]+)\] as const;\n+(?:\/\*\*.*\*\/\n)?export type (\w+) = \(typeof \1\)/.exec(source);
    if (list?.[3] !== undefined && list[2] !== undefined)
      words.set(list[3], (list[2].match(/'[^']+'/g) ?? []).join(' | '));
  }
  return words;
}
