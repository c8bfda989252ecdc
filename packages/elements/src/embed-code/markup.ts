/** Attributes by name. `null` omits an attribute; empty text makes one without a value. */
type Attributes = Readonly<Record<string, string | null>>;

/** Returns the markup of an element. `content` is markup, which is not escaped. */
export function tag(name: string, attributes: Attributes = {}, content = ''): string {
  const parts = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === null) return [];
    return value === '' ? [` ${key}`] : [` ${key}="${escapeHtml(value)}"`];
  });
  return `<${name}${parts.join('')}>${content}</${name}>`;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Returns the source of a policy that allows an inline script or style with this content. */
export async function hashSource(content: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
