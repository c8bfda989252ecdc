/**
 * Returns a colour of CSS as `#rrggbb`, as the browser reads it; `null` for other text, and for
 * a transparent colour. A colour outside of sRGB becomes the nearest one.
 */
export function hexOf(text: string): string | null {
  if (!CSS.supports('color', text)) return null;
  const probe = document.createElement('span');
  // A mixture is always computed as `color(srgb 1 0 0)`, whatever it is made of.
  probe.style.color = `color-mix(in srgb, ${text}, ${text})`;
  document.body.append(probe);
  const parts = /^color\(srgb ([^ ]+) ([^ ]+) ([^ )]+)\)$/.exec(getComputedStyle(probe).color);
  probe.remove();
  if (parts === null) return null;
  const bytes = parts.slice(1).map((part) => Math.round(Math.min(Math.max(Number(part) || 0, 0), 1) * 255));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Returns true if a value can be used for a token without a light and a dark colour, and leaves
 * nothing open at the end of its line.
 */
export function isUsable(name: string, value: string): boolean {
  // Browsers close what a text leaves open; in a style sheet it would take the next lines too.
  if (value.includes('/*') || value.split('(').length !== value.split(')').length) return false;
  const property = name.endsWith('background') ? 'color' : name.endsWith('density') ? 'flex-grow' : 'border-radius';
  return CSS.supports(property, value);
}
