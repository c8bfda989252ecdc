/**
 * Writes `src/` from the manifest of the elements: `npm run generate`. Each component has a file of
 * its own, so that an app gets only those that it uses.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

interface Member {
  readonly kind: string;
  readonly name: string;
  readonly readonly?: boolean;
}
interface Declaration {
  readonly tagName?: string;
  readonly name: string;
  readonly description: string;
  readonly members?: readonly Member[];
  readonly events?: readonly { readonly name: string; readonly type: { readonly text: string } }[];
}
interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
}

const HEAD = '// Written by `npm run generate` from the manifest of the elements.\n';
/** Properties for tests and for pages that replay the past, which an app does not set. */
const NOT_PROPS = ['now'];

/** Returns the files of `src/` by name. */
export function generate(manifest: Manifest): Record<string, string> {
  const files: Record<string, string> = {};
  const names: [string, string][] = [];
  for (const { path, declarations } of manifest.modules) {
    for (const declaration of declarations) {
      if (declaration.tagName === undefined) continue;
      const folder = basename(dirname(path));
      const name = declaration.name.replace(/Element$/, '');
      files[`${folder}.ts`] = componentFile(folder, name, declaration);
      names.push([name, folder]);
    }
  }
  names.sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = names.map(([name, folder]) => `export { ${name} } from './${folder}.ts';\n`);
  files['index.ts'] = `${HEAD}${lines.join('')}export type { ArcComponent } from './component.ts';\n`;
  return files;
}

function componentFile(folder: string, name: string, declaration: Declaration): string {
  const { tagName = '', name: className, members = [], events = [] } = declaration;
  const props = members
    .filter(({ kind, name, readonly }) => kind === 'field' && readonly !== true && !NOT_PROPS.includes(name))
    .map((member) => `'${member.name}'`);
  const eventTypes = [...new Set(events.map(({ type }) => type.text))].sort();
  const listeners = events.map(({ name, type }) => [propOf(name), name, type.text] as const);
  const description = declaration.description.replaceAll(/\s*\n\s*/g, ' ').trim();
  const eventImport =
    eventTypes.length === 0 ? '' : `import type { ${eventTypes.join(', ')} } from '@arc-elements/elements';\n`;
  const eventFields = listeners.map(([prop, , type]) => ` readonly ${prop}: ${type};`).join('');
  const parameters = `<${className}, Props, Events>`;
  return `'use client';
${HEAD}
import '@arc-elements/elements/${folder}/define';
${eventImport}import { ${className} } from '@arc-elements/elements/${folder}';
import { type ArcComponent, component } from './component.ts';

type Props = ${props.join(' | ')};
type Events = ${eventFields === '' ? 'Record<never, never>' : `{${eventFields} }`};

${comment(`\`<${tagName}>\`. ${description}`)}
export const ${name}: ArcComponent${parameters} =
  component${parameters}(${className}, '${tagName}', '${name}', {
${listeners.map(([prop, event]) => `  ${prop}: '${event}',\n`).join('')}});
`;
}

/** Returns the name of the prop for an event: `arc-meter-select` is `onArcMeterSelect`. */
function propOf(event: string): string {
  return `on${event.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

/** Returns a doc comment of at most 100 columns. */
function comment(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (`${last} ${word}`.length > 97) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */`;
}

if (import.meta.main) {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../elements/custom-elements.json'), 'utf8'));
  for (const [file, text] of Object.entries(generate(manifest))) {
    writeFileSync(join(import.meta.dirname, 'src', file), text);
  }
}
