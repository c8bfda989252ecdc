import { readFileSync } from 'node:fs';
import { readEventDetails } from './event-details.ts';
import { manifest } from './theme-tokens.ts';

/** A row of a table: name, type, default and description. */
export interface Row {
  readonly name: string;
  readonly type?: string;
  readonly default?: string;
  readonly description: string;
}

/** An event, with the fields of its `detail`. */
export interface EventRow extends Row {
  readonly detail: readonly Row[];
}

/** What the manifest says about one tag, sorted into the tables of its page. */
export interface ElementFacts {
  readonly attributes: readonly Row[];
  /** Properties without an attribute. */
  readonly properties: readonly Row[];
  readonly methods: readonly Row[];
  readonly events: readonly EventRow[];
  readonly slots: readonly Row[];
  readonly parts: readonly Row[];
  /** Custom properties of this tag alone. Those of all tags are on the page about theming. */
  readonly tokens: readonly Row[];
}

interface Entry {
  readonly name: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
  readonly description?: string;
  readonly inheritedFrom?: unknown;
}

interface Member extends Entry {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly privacy?: string;
  readonly parameters?: readonly Entry[];
  readonly return?: { readonly type?: { readonly text: string } };
}

interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly Entry[];
  readonly members?: readonly Member[];
  readonly events?: readonly Entry[];
  readonly slots?: readonly Entry[];
  readonly cssParts?: readonly Entry[];
  readonly cssProperties?: readonly Entry[];
}

// VitePress replaces this export by the result of `load`.
declare const data: Readonly<Record<string, ElementFacts>>;

export { data };

/** Every tag of the package by its name, from `custom-elements.json`. */
export default {
  watch: [manifest],
  load(): Readonly<Record<string, ElementFacts>> {
    const { modules } = JSON.parse(readFileSync(manifest, 'utf8')) as { modules: { declarations: Declaration[] }[] };
    const details = readEventDetails();
    const facts: Record<string, ElementFacts> = {};
    for (const declaration of modules.flatMap(({ declarations }) => declarations)) {
      if (declaration.tagName !== undefined) facts[declaration.tagName] = factsOf(declaration, details);
    }
    return facts;
  },
};

function factsOf(declaration: Declaration, details: ReadonlyMap<string, readonly Row[]>): ElementFacts {
  const members = (declaration.members ?? []).filter(({ privacy }) => privacy === undefined || privacy === 'public');
  return {
    attributes: (declaration.attributes ?? []).map(rowOf),
    properties: members.filter(({ kind, attribute }) => kind === 'field' && attribute === undefined).map(rowOf),
    methods: members.filter(({ kind }) => kind === 'method').map(methodRow),
    events: (declaration.events ?? []).map((event) => ({
      ...rowOf(event),
      detail: details.get(event.type?.text ?? '') ?? [],
    })),
    slots: (declaration.slots ?? []).map((slot) => ({ ...rowOf(slot), name: slot.name || '(default)' })),
    parts: (declaration.cssParts ?? []).map(rowOf),
    tokens: (declaration.cssProperties ?? []).filter(({ inheritedFrom }) => inheritedFrom === undefined).map(rowOf),
  };
}

function rowOf({ name, type, default: value, description = '' }: Entry): Row {
  const given = value === 'undefined' || value === "''" ? undefined : value;
  return {
    name,
    description: description.replaceAll('\n', ' '),
    ...(type === undefined ? {} : { type: shownType(type.text) }),
    ...(given === undefined ? {} : { default: given }),
  };
}

/**
 * Returns a type without the alternatives that a reader does not need: `undefined`, empty text and
 * template literals.
 */
function shownType(type: string): string {
  const shown = type.split(' | ').filter((one) => one !== 'undefined' && one !== "''" && !/\$\{/.test(one));
  return shown.join(' | ');
}

function methodRow(method: Member): Row {
  const parameters = (method.parameters ?? []).map(({ name, type }) => `${name}: ${type?.text ?? 'unknown'}`);
  return {
    ...rowOf(method),
    name: `${method.name}(${parameters.join(', ')})`,
    type: method.return?.type?.text ?? 'void',
  };
}
