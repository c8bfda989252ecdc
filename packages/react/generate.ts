/**
 * Writes `src/` from the manifest of the elements: `npm run generate`. One file per component, so that an app which uses one
 * component is not given the others.
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
/** For tests and for pages that replay a past moment; not what an app sets. */
const NOT_PROPS = ['now'];

/** The files of `src/` by name. */
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
  return `'use client';
${HEAD}
import '@arc-elements/elements/${folder}/define';
${eventTypes.length === 0 ? '' : `import type { ${eventTypes.join(', ')} } from '@arc-elements/elements';\n`}import { ${className} } from '@arc-elements/elements/${folder}';
import { type ArcComponent, component } from './component.ts';

type Props = ${props.join(' | ')};
type Events = ${eventTypes.length === 0 ? 'Record<never, never>' : `{${listeners.map(([prop, , type]) => ` readonly ${prop}: ${type};`).join('')} }`};

${comment(`\`<${tagName}>\`. ${description}`)}
export const ${name}: ArcComponent<${className}, Props, Events> = component<${className}, Props, Events>(${className}, '${tagName}', '${name}', {
${listeners.map(([prop, event]) => `  ${prop}: '${event}',\n`).join('')}});
`;
}

/** `arc-meter-select` → `onArcMeterSelect`. */
function propOf(event: string): string {
  return `on${event.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function comment(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (`${last} ${word}`.length > 115) lines.push(word);
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
