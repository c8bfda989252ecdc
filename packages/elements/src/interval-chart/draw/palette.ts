/**
 * Colours of a picture, resolved by the browser (`rgb(…)`) from the element's custom properties.
 */
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

// The computed value of a custom property is still `light-dark(…)`; only a real property has the
// resolved colour. One element carries all colours, so one style read gives the palette, and a
// transition on that element reports every change.
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

/** Returns the current palette of the element whose style sheet assigns the properties above. */
export function readPalette(probe: Element): Palette {
  const style = getComputedStyle(probe);
  return Object.fromEntries(
    Object.entries(SOURCES).map(([name, property]) => [name, style[property]]),
  ) as unknown as Palette;
}
