import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A custom property that re-colours or re-shapes the elements. */
export interface Token {
  /** With its dashes, such as `--arc-radius`. */
  readonly name: string;
  readonly description: string;
  /** As CSS; empty where it depends on other things, which the description says. */
  readonly default: string;
  /** The default of a colour, as `#rrggbb`, light and dark. */
  readonly colours?: { readonly light: string; readonly dark: string };
  /** Tags that use it; empty if all do. */
  readonly tags: readonly string[];
}

interface Declaration {
  readonly tagName?: string;
  readonly cssProperties?: readonly {
    readonly name: string;
    readonly default?: string;
    readonly description?: string;
    readonly inheritedFrom?: unknown;
  }[];
}

/** Path of `custom-elements.json`, the manifest of all elements. */
export const manifest = fileURLToPath(new URL('../../../packages/elements/custom-elements.json', import.meta.url));

/**
 * Returns every custom property of the package, from `custom-elements.json`: those of all elements
 * first.
 */
export function readTokens(): readonly Token[] {
  const { modules } = JSON.parse(readFileSync(manifest, 'utf8')) as { modules: { declarations: Declaration[] }[] };
  const tokens = new Map<string, Token>();
  for (const { tagName, cssProperties = [] } of modules.flatMap(({ declarations }) => declarations)) {
    for (const { name, default: value = '', description = '', inheritedFrom } of cssProperties) {
      const known = tokens.get(name);
      const own = inheritedFrom === undefined && tagName !== undefined ? [tagName] : [];
      const [, light, dark] = /^light-dark\((#\w+), (#\w+)\)$/.exec(value) ?? [];
      tokens.set(name, {
        name,
        description: known?.description ?? description,
        default: known?.default || value,
        ...(light === undefined || dark === undefined ? {} : { colours: { light, dark } }),
        tags: [...(known?.tags ?? []), ...own],
      });
    }
  }
  return [...tokens.values()].sort((a, b) => Number(a.tags.length > 0) - Number(b.tags.length > 0));
}
