import { createHash } from 'node:crypto';

/**
 * Adds a content security policy to a page as a `<meta>`, so that any static server can serve it.
 * The policy allows files of the same site, inline scripts by their hashes, and the further sources
 * in `scripts`.
 */
export function withPolicy(html: string, scripts: readonly string[] = []): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code);
  const hashes = inline.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  const policy = [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts, ...new Set(hashes)].join(' ')}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`);
}
