/** Attributes by name. `null` leaves an attribute out; empty text writes it without a value. */
type Attributes = Readonly<Record<string, string | null>>;

/** Writes an element. `content` is markup and is not escaped. */
export function tag(name: string, attributes: Attributes = {}, content = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === null) return [];
    return value === '' ? [` ${key}`] : [` ${key}="${escaped(value)}"`];
  });
  return `<${name}${written.join('')}>${content}</${name}>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The source of a policy that allows an inline script or style with exactly this content. */
export async function hashSource(content: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
