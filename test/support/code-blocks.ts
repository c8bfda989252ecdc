/** Code between fences in Markdown, and the check of its types. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** One block of code between fences. */
export interface CodeBlock {
  /** The word after the opening fence, such as `ts`. */
  readonly language: string;
  /** Declarations of what the code takes for granted: the comment `<!-- given: … -->` right before the block. */
  readonly given: string;
  readonly code: string;
}

/** A comment, perhaps; then a fence, at any depth of a list, what is between, and the fence that closes it. */
const BLOCK =
  /(?:<!-- given:(?<given>(?:(?!-->).)*)-->\s*)?^(?<indent> *)```(?<language>[a-z]+)[^\n]*\n(?<code>.*?)^\k<indent>```$/gms;

/** The blocks of a Markdown text, in order. */
export function codeBlocksIn(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(BLOCK)].map(({ groups = {} }) => {
    const { given = '', language = '', indent = '', code = '' } = groups;
    return { language, given: given.trim(), code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
  });
}

/** The TypeScript of a Markdown text as modules, by file names such as `client-0.ts`. */
export function modulesOf(name: string, markdown: string): Map<string, CodeBlock> {
  const blocks = codeBlocksIn(markdown).filter(({ language }) => language === 'ts' || language === 'tsx');
  return new Map(blocks.map((block, i) => [`${name}-${i}.${block.language}`, block]));
}

/** Writes the modules into a folder, two below `test/`, and lets TypeScript check them by the rules of this repository. */
export async function checkTypes(folder: string, modules: Iterable<readonly [string, CodeBlock]>): Promise<void> {
  for (const [file, { given, code }] of modules) await writeFile(join(folder, file), `${given}\n${code}`);
  const config = {
    extends: '../../../tsconfig.json',
    compilerOptions: {
      // An example may show a value without using it, and is a module of its own even without imports.
      noUnusedLocals: false,
      noUnusedParameters: false,
      moduleDetection: 'force',
    },
    include: ['*.ts', '*.tsx'],
    exclude: [],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(({ stdout }) => assert.fail(stdout));
}
