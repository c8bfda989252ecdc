/** Colours of a drawing as the browser resolved them (`rgb(…)`), read from the element's tokens. */
export interface Palette {
  readonly text: string;
  readonly background: string;
  readonly muted: string;
  readonly border: string;
  readonly line: string;
  readonly import: string;
  readonly importSoft: string;
  readonly export: string;
  readonly exportSoft: string;
  readonly shade: string;
}

// A custom property alone keeps the text `light-dark(…)`; a real property of a real element holds the resolved
// colour. One probe carries them all, so one style read gives the palette, and one transition on the probe tells of
// every change, whoever made it.
const SOURCES = {
  text: 'color',
  background: 'backgroundColor',
  import: 'borderTopColor',
  export: 'borderRightColor',
  muted: 'borderBottomColor',
  border: 'borderLeftColor',
  line: 'outlineColor',
  importSoft: 'fill',
  exportSoft: 'stroke',
  shade: 'floodColor',
} as const satisfies Record<keyof Palette, keyof CSSStyleDeclaration>;

/** The palette a probe element shows right now; its style sheet assigns the properties named above. */
export function readPalette(probe: Element): Palette {
  const style = getComputedStyle(probe);
  return Object.fromEntries(
    Object.entries(SOURCES).map(([name, property]) => [name, style[property]]),
  ) as unknown as Palette;
}
