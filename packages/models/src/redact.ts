const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Returns a text of the platform without what may be secret or personal: tokens, e-mail addresses,
 * long numbers, opaque ids, query strings. At most 300 characters. Names of people are not
 * recognized; the documented texts of the platform have none.
 */
export function redact(text: string): string {
  return (
    text
      .slice(0, 2000)
      .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 […]')
      .replace(/((?:token|secret|password|key|signature)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi, '$1[…]')
      .replace(/[^\s@<>"'(]+@[^\s@<>"')]+/g, '[…]')
      .replace(/\?[^\s"'?]*=[^\s"']*/g, '?[…]')
      // Long words with a digit are tokens, UUIDs or paths with ids; those without are field names
      // or codes.
      .replace(/\b(?=[\w.+/=~-]*\d)(?=[\w.+/=~-]*[a-z])[\w.+/=~-]{20,}/gi, '[…]')
      .replace(/\b(?=\w*[a-z])(?=\w*[A-Z])\w{32,}/g, '[…]')
      // Account, meter and phone numbers. Dates are kept, because they say when to try again.
      .replace(/\d{4}-\d{2}-\d{2}(?!\d)|\d(?:[ -]?\d){6,}/g, (match) => (DATE.test(match) ? match : '[…]'))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 300)
  );
}
