/**
 * Writes files from `custom-elements.json`, as part of `npm run manifest`: the types of the tags
 * for frameworks, and the data for Visual Studio Code and for JetBrains editors.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getWebTypesData } from 'custom-element-jet-brains-integration';
import { getVsCodeCssCustomData, getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

interface Named {
  readonly name: string;
  readonly description?: string;
}
interface Member extends Named {
  readonly kind: string;
  readonly readonly?: boolean;
}
interface Declaration {
  readonly tagName: string;
  readonly name: string;
  readonly members: readonly Member[];
  readonly attributes?: readonly (Named & { readonly fieldName: string })[];
  readonly events?: readonly (Named & { readonly type: { readonly text: string } })[];
}
interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
}

/** Properties that only scripts set: the clock, for tests and for pages that show a past moment. */
const NOT_IN_MARKUP = ['now'];
/**
 * Omits the CSS properties, which are the same for each tag; editors have a separate list of them.
 */
const EDITORS = { hideLogs: true, hideCssPropertiesDocs: true };

/** Returns the text of each generated file by its path in the package. */
export function generate(manifest: string, version: string): Record<string, string> {
  // Parsed for each generator, because generators change the object.
  const read = () => JSON.parse(manifest);
  // The generator reads the name from the current folder, which may be another one.
  const webTypes = { ...JSON.parse(getWebTypesData(read(), EDITORS)), name: '@arc-elements/elements', version };
  return {
    'src/types/tags.ts': tagsFile(read()),
    'editors/vscode.html-data.json': withoutPatterns(getVsCodeHtmlCustomData(read(), EDITORS)),
    'editors/vscode.css-data.json': getVsCodeCssCustomData(read(), EDITORS),
    'editors/web-types.json': JSON.stringify(webTypes),
  };
}

/** Omits values that Visual Studio Code would insert literally: '' and `${string}`. */
function withoutPatterns(htmlData: string): string {
  return JSON.stringify(JSON.parse(htmlData), (key, value) =>
    key === 'values' ? value.filter(({ name }: Named) => /^[\w-]+$/.test(name)) : value,
  );
}

function tagsFile({ modules }: Manifest): string {
  const elements = modules.flatMap(({ path, declarations }) => declarations.map((one) => ({ path, ...one })));
  const source = (path: string) => path.replace('dist', '..').replace(/\.js$/, '.ts');
  const classes = elements.map(({ name, path }) => `import type { ${name} } from '${source(path)}';\n`);
  const events = elements.flatMap((one) => (one.events ?? []).map(({ type }) => type.text));
  return `// Written by \`npm run manifest\` from the elements.
import type { ${[...new Set(events)].sort().join(', ')} } from '../index.ts';
${classes.join('')}
/** Class, properties, attributes and events of each tag. */
export interface ArcTags {
${elements.map(tagEntry).join('')}}
`;
}

function tagEntry({ tagName, name, members, attributes = [], events = [] }: Declaration): string {
  const properties = members
    .filter((member) => member.kind === 'field' && member.readonly !== true && !NOT_IN_MARKUP.includes(member.name))
    .map((member) => `'${member.name}'`);
  const lines = (list: readonly (Named & { readonly type: string })[]) =>
    list.map((one) => `${comment(one.description)}'${one.name}': ${one.type};\n`).join('');
  const eventTypes = lines(events.map((one) => ({ ...one, type: one.type.text })));
  return `'${tagName}': {
  element: ${name};
  properties: ${properties.length === 0 ? 'never' : properties.join(' | ')};
  attributes: {
    ${lines(attributes.map((one) => ({ ...one, type: `${name}['${one.fieldName}']` })))}
  };
  events: ${events.length === 0 ? 'Record<never, never>' : `{\n${eventTypes}}`};
};
`;
}

/**
 * Returns a doc comment whose lines have at most 100 columns after the formatter has indented them.
 */
function comment(text = ''): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > 86) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.length === 1 ? `/** ${lines[0]} */\n` : `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`;
}

if (import.meta.main) {
  const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
  const files = generate(read('custom-elements.json'), JSON.parse(read('package.json')).version);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(import.meta.dirname, dirname(file)), { recursive: true });
    writeFileSync(join(import.meta.dirname, file), text);
  }
}
