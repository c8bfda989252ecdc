import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of shell commands on a page. */
export interface Block {
  readonly code: string;
  /** Why no test runs it; `null`: one does. */
  readonly notRun: string | null;
}

/** The `sh` blocks of a page of the documentation, such as `operate/nginx.md`, in order. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(import.meta.dirname, '../../demo/docs', page), 'utf8');
  const found = text.matchAll(/(?:^<!-- not run by the test: (.+?) -->\n\n)?^```sh\n(.*?)^```$/gms);
  return [...found].map(([, notRun = null, code = '']) => ({ code, notRun }));
}
