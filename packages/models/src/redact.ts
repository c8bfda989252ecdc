const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The platform's words without what may be a secret or personal: tokens, e-mail addresses, long numbers, opaque ids, query strings.
 * At most 300 characters. Names of people cannot be told from other words; the platform's documented sentences hold none.
 */
export function redact(text: string): string {
  return (
    text
      .slice(0, 2000)
      .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 […]')
      .replace(/((?:token|secret|password|key|signature)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi, '$1[…]')
      .replace(/[^\s@<>"'(]+@[^\s@<>"')]+/g, '[…]')
      .replace(/\?[^\s"'?]*=[^\s"']*/g, '?[…]')
      // Long runs with a digit in them are tokens, UUIDs or paths with ids; long words without one are names of fields and codes.
      .replace(/\b(?=[\w.+/=~-]*\d)(?=[\w.+/=~-]*[a-z])[\w.+/=~-]{20,}/gi, '[…]')
      .replace(/\b(?=\w*[a-z])(?=\w*[A-Z])\w{32,}/g, '[…]')
      // Account, meter and phone numbers; dates are kept, because they say when to try again.
      .replace(/\d{4}-\d{2}-\d{2}(?!\d)|\d(?:[ -]?\d){6,}/g, (match) => (DATE.test(match) ? match : '[…]'))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 300)
  );
}
