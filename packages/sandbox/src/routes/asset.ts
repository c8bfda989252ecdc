const asset = (text: string, type: string): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });

/** A function as a script that runs it. It must not refer to anything outside itself. */
export const script = (run: () => void): Response => asset(`(${run.toString()})();`, 'text/javascript');

/** A style sheet. */
export const style = (text: string): Response => asset(text, 'text/css');
