import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `render.ts` is asked for. */
export interface RenderRequest {
  /** Markup of each page. */
  readonly pages: readonly string[];
  /** Languages whose words are loaded before. */
  readonly languages?: readonly string[];
  /** For the style elements in the answer. */
  readonly nonce?: string;
  /** The server calls `connectedCallback`, for elements of the partner that need it. */
  readonly connects?: boolean;
}

/**
 * Renders pages in a process of its own, from the built packages. Rejects when that does not end by
 * itself.
 */
export async function renderPages(request: RenderRequest): Promise<readonly string[]> {
  return JSON.parse(await outputOf('render.ts', JSON.stringify(request)));
}

/** What a program of this folder prints. Rejects when it complains, or does not end by itself. */
export async function outputOf(program: string, input = ''): Promise<string> {
  const running = promisify(execFile)(process.execPath, [join(import.meta.dirname, program)], { timeout: 30_000 });
  running.child.stdin?.end(input);
  const { stdout, stderr } = await running;
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}
