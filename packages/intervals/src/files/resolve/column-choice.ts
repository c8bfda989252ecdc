import type { QuestionOption } from '../question.ts';
import type { Candidate } from './candidate.ts';

/** The columns that a person chose. */
export interface ChosenColumns {
  /** Labels of all chosen columns. */
  readonly labels: ReadonlySet<string>;
  /** Labels by direction, if the choice states it: `A | B`. Equal labels mean net. */
  readonly sides: { readonly import: ReadonlySet<string>; readonly export: ReadonlySet<string> } | null;
  /** The text that is none of the labels; `''` if there is none. */
  readonly rest: string;
}

/** Separates the columns of import from those of export. */
const SIDES = ' | ';

/**
 * Reads a choice of columns: labels joined by `, `, or those of import and of export with ` | `
 * between.
 */
export function parseColumnChoice(text: string, labels: readonly string[]): ChosenColumns {
  const { found, rest } = labelsIn(text, labels);
  if (rest === '') return { labels: found, sides: null, rest };
  for (let at = text.indexOf(SIDES); at !== -1; at = text.indexOf(SIDES, at + 1)) {
    const imports = labelsIn(text.slice(0, at), labels);
    const exports = labelsIn(text.slice(at + SIDES.length), labels);
    if (imports.rest !== '' || exports.rest !== '' || imports.found.size === 0 || exports.found.size === 0) continue;
    return {
      labels: new Set([...imports.found, ...exports.found]),
      sides: { import: imports.found, export: exports.found },
      rest: '',
    };
  }
  return { labels: found, sides: null, rest };
}

/**
 * Splits a text into known labels and the rest. The longest are searched first, because one label
 * may be part of another.
 */
function labelsIn(text: string, labels: readonly string[]) {
  const found = new Set<string>();
  let rest = `, ${text}, `;
  for (const label of labels.toSorted((a, b) => b.length - a.length)) {
    if (!rest.includes(`, ${label}, `)) continue;
    found.add(label);
    rest = rest.replace(`, ${label}, `, () => ', ');
  }
  return { found, rest: rest.replace(/^, |, $/g, '') };
}

/**
 * Returns the option to add some columns.
 * @param before - Columns that were chosen for another flow.
 */
export function columnsOption(set: readonly Candidate[], before: string | undefined): QuestionOption {
  const names = set.map(({ channel }) => channel.label);
  return { value: [...(before === undefined ? [] : [before]), ...names].join(', '), names, sample: null };
}

/** Returns the option to read some columns as import and others as export. */
export function directionsOption(imports: readonly Candidate[], exports: readonly Candidate[]): QuestionOption {
  return { value: `${labelsOf(imports)}${SIDES}${labelsOf(exports)}`, names: [], sample: null };
}

/** Returns the labels of channels for a person. */
export function labelsOf(candidates: readonly Candidate[]): string {
  return candidates.map(({ channel }) => channel.label).join(', ');
}
