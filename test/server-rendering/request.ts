import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The input of `render.ts`. */
export interface RenderRequest {
  /** Markup of each page. */
  readonly pages: readonly string[];
  /** Languages whose words are loaded before. */
  readonly languages?: readonly string[];
  /** Nonce of the style elements. */
  readonly nonce?: string;
  /** The server calls `connectedCallback`, for elements of the partner that need it. */
  readonly connects?: boolean;
}

/**
 * Renders pages in a process of its own, from the built packages. Rejects if that process does not
 * end by itself.
 */
export async function renderPages(request: RenderRequest): Promise<readonly string[]> {
  return JSON.parse(await outputOf('render.ts', JSON.stringify(request)));
}

/**
 * Resolves to the output of a program of this folder. Rejects if it writes to standard error or
 * does not end by itself.
 */
export async function outputOf(program: string, input = ''): Promise<string> {
  const running = promisify(execFile)(process.execPath, [join(import.meta.dirname, program)], { timeout: 30_000 });
  running.child.stdin?.end(input);
  const { stdout, stderr } = await running;
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}
