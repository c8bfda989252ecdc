/** A foreground and a background colour, and the contrast that they need. */
export interface Pair {
  /** Short names of colour tokens: `text` is `--arc-color-text`. */
  readonly foreground: string;
  readonly background: string;
  /** Least ratio of WCAG 2: 4.5 for text, 3 for what is drawn. */
  readonly needs: 4.5 | 3;
}

/** The pairs of colours that a reader has to tell apart. */
export const PAIRS: readonly Pair[] = [
  { foreground: 'text', background: 'background', needs: 4.5 },
  { foreground: 'text', background: 'surface', needs: 4.5 },
  { foreground: 'muted', background: 'background', needs: 4.5 },
  { foreground: 'accent', background: 'background', needs: 4.5 },
  { foreground: 'on-accent', background: 'accent', needs: 4.5 },
  { foreground: 'ok', background: 'background', needs: 4.5 },
  { foreground: 'warn', background: 'background', needs: 4.5 },
  { foreground: 'bad', background: 'background', needs: 4.5 },
  { foreground: 'import', background: 'background', needs: 3 },
  { foreground: 'export', background: 'background', needs: 3 },
  { foreground: 'line', background: 'background', needs: 3 },
];

/**
 * Returns the contrast of two colours such as `#1f5fd0`, from 1 to 21. Source: WCAG 2.2, contrast
 * ratio.
 */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Returns the ratio in words. It is rounded down: 4.49 is not enough. */
export function verdictOf(ratio: number, needs: number): string {
  const shown = (Math.floor(ratio * 10) / 10).toFixed(1);
  return ratio >= needs ? `${shown}, enough` : `${shown}, too low: needs ${needs}`;
}

function luminanceOf(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
