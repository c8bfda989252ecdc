import type { EmbedCode, PolicyLine } from '../embed-code/embed-code.ts';

/** What the command prints for people. `merged`: the page had a policy before. */
export function textOf({ head, tags, policy, header, notes }: EmbedCode, merged: boolean): string {
  const added = policy.filter((line) => line.added.length > 0);
  const parts = [
    ['In the head of the page, before other scripts:', head],
    ['Where the elements are to be:', tags],
    ['The header of the page:', `Content-Security-Policy: ${header}`],
    merged
      ? ['Added to your policy:', added.length === 0 ? '  nothing' : added.map(addition).join('\n')]
      : ['Its directives:', policy.map(explanation).join('\n')],
    ...(notes.length === 0 ? [] : [['Notes:', notes.map((note) => `  ${note}`).join('\n')]]),
  ];
  return parts.map(([title, text]) => `${title}\n\n${text}\n`).join('\n');
}

const explanation = ({ directive, sources, why }: PolicyLine): string =>
  `  ${directive} ${sources.join(' ')}\n    ${why}`;

const addition = ({ directive, added, why }: PolicyLine): string => `  ${directive} ${added.join(' ')}\n    ${why}`;
