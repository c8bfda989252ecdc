const asset = (text: string, type: string): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });

/**
 * Returns the answer with a script that runs `run`, which must not refer to anything outside
 * itself.
 */
export const script = (run: () => void): Response => asset(`(${run.toString()})();`, 'text/javascript');

/** Returns the answer with a style sheet. */
export const style = (text: string): Response => asset(text, 'text/css');
