/** Reads code blocks of Markdown, and checks their types. */
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
  /** Declarations that the code needs: the comment `<!-- given: … -->` right before the block. */
  readonly given: string;
  /**
   * Why no test runs it: the comment `<!-- not run by the test: … -->` right before the block;
   * `null` without one.
   */
  readonly notRun: string | null;
  readonly code: string;
}

/** An optional comment, a fence at any depth of a list, the code, and the closing fence. */
const BLOCK =
  /(?:<!-- (?:given:(?<given>(?:(?!-->).)*)|not run by the test:(?<notRun>(?:(?!-->).)*))-->\s*)?^(?<indent> *)```(?<language>[a-z]+)[^\n]*\n(?<code>.*?)^\k<indent>```$/gms;

/** Returns the blocks of a Markdown text, in order. */
export function codeBlocksIn(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(BLOCK)].map(({ groups = {} }) => {
    const { given = '', notRun = null, language = '', indent = '', code = '' } = groups;
    return { language, given: given.trim(), notRun, code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), '') };
  });
}

/** Returns the shell commands of a Markdown text that tests run, by block. */
export function commandsIn(markdown: string): readonly string[] {
  const blocks = codeBlocksIn(markdown).filter(({ language, notRun }) => language === 'sh' && notRun === null);
  return blocks.map(({ code }) => code);
}

/** Returns the TypeScript of a Markdown text as modules, by file names such as `client-0.ts`. */
export function modulesOf(name: string, markdown: string): Map<string, CodeBlock> {
  const blocks = codeBlocksIn(markdown).filter(({ language }) => language === 'ts' || language === 'tsx');
  return new Map(blocks.map((block, i) => [`${name}-${i}.${block.language}`, block]));
}

/**
 * Writes the modules into a folder two levels below `test/`, and type-checks them with the
 * configuration of this repository.
 */
export async function checkTypes(folder: string, modules: Iterable<readonly [string, CodeBlock]>): Promise<void> {
  for (const [file, { given, code }] of modules) await writeFile(join(folder, file), `${given}\n${code}`);
  const config = {
    extends: '../../../tsconfig.json',
    compilerOptions: {
      // An example may show a value without using it, and is a module of its own even without
      // imports.
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
