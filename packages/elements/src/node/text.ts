import type { EmbedCode, PolicyLine } from '../embed-code/embed-code.ts';

/** Returns the result as text. `merged` is true if the page has a policy already. */
export function textOf({ head, tags, policy, header, notes }: EmbedCode, merged: boolean): string {
  const added = policy.filter((line) => line.added.length > 0);
  const parts = [
    ['In the head of the page, before other scripts:', head],
    ['Where the elements go:', tags],
    ['The header of the page:', `Content-Security-Policy: ${header}`],
    merged
      ? [
          'Added to your policy:',
          added.length === 0 ? '  nothing' : added.map((line) => explained(line, line.added)).join('\n'),
        ]
      : ['Its directives:', policy.map((line) => explained(line, line.sources)).join('\n')],
    ...(notes.length === 0 ? [] : [['Notes:', notes.map((note) => `  ${note}`).join('\n')]]),
  ];
  return parts.map(([title, text]) => `${title}\n\n${text}\n`).join('\n');
}

const explained = ({ directive, why }: PolicyLine, sources: readonly string[]): string =>
  `  ${directive} ${sources.join(' ')}\n    ${why}`;
