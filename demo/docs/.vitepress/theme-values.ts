import type { Token } from './theme-tokens.ts';

/** Values of the tokens by name: a light and a dark colour, or any CSS. */
export interface ThemeValues {
  readonly colours: Record<string, { light: string; dark: string }>;
  readonly others: Record<string, string>;
}

/** A theme: values of the tokens that differ from the default. */
export type Preset = Readonly<Record<string, string | readonly [light: string, dark: string]>>;

/** Preset themes, by the name that the page shows. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  Default: {},
  Evergreen: {
    '--arc-color-accent': ['#0b6b52', '#6fdcb8'],
    '--arc-color-on-accent': ['#ffffff', '#06241b'],
    '--arc-color-import': ['#0b7a75', '#4fc7c0'],
  },
  Terracotta: {
    '--arc-color-background': ['#fffdf8', '#1b1712'],
    '--arc-color-surface': ['#f6efe2', '#262019'],
    '--arc-color-text': ['#2b2118', '#f3e9dc'],
    '--arc-color-muted': ['#665747', '#b9a893'],
    '--arc-color-border': ['#e4d9c8', '#3a3128'],
    '--arc-color-accent': ['#9a3b12', '#ffb084'],
    '--arc-color-on-accent': ['#ffffff', '#2a1206'],
    '--arc-radius': '2px',
    '--arc-radius-inner': '2px',
  },
  'Strong contrast': {
    '--arc-color-text': ['#000000', '#ffffff'],
    '--arc-color-muted': ['#2b3138', '#d7dde3'],
    '--arc-color-border': ['#5a626b', '#9aa6b2'],
    '--arc-color-line': ['#3d444c', '#c2cad2'],
    '--arc-color-accent': ['#003a9b', '#b6d3ff'],
    '--arc-border-width': '2px',
  },
  Dense: { '--arc-density': '0.75', '--arc-radius': '4px', '--arc-radius-inner': '3px' },
};

/** Returns the values of a preset; tokens that it does not set have their default. */
export function valuesOf(tokens: readonly Token[], preset: Preset): ThemeValues {
  const values: ThemeValues = { colours: {}, others: {} };
  for (const { name, colours } of tokens) {
    const given = preset[name];
    if (colours === undefined) values.others[name] = typeof given === 'string' ? given : '';
    else {
      const [light, dark] = typeof given === 'object' ? given : [colours.light, colours.dark];
      values.colours[name] = { light, dark };
    }
  }
  return values;
}

/** Returns the CSS value of each token that differs from its default and is usable, by name. */
export function changesOf(
  tokens: readonly Token[],
  values: ThemeValues,
  isUsable: (name: string, value: string) => boolean = () => true,
): ReadonlyMap<string, string> {
  const changes = new Map<string, string>();
  for (const { name, colours, default: usual } of tokens) {
    const [set, other] = [values.colours[name], values.others[name]?.trim() ?? ''];
    if (colours !== undefined && set !== undefined) {
      const [light, dark] = [set.light.toLowerCase(), set.dark.toLowerCase()];
      if (light !== colours.light || dark !== colours.dark) changes.set(name, `light-dark(${light}, ${dark})`);
    } else if (other !== '' && other !== usual && isUsable(name, other)) changes.set(name, other);
  }
  return changes;
}

/** Returns the CSS for a page's style sheet. */
export function cssOf(changes: ReadonlyMap<string, string>): string {
  if (changes.size === 0) return '/* The default: nothing to set. */\n';
  return `:root {\n${[...changes].map(([name, value]) => `  ${name}: ${value};\n`).join('')}}\n`;
}
