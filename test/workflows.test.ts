import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { root } from '../scripts/lib/toolchain.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = join(root, '.github/workflows');
/** Permissions of each job besides reading. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'test.yml': [],
  'release.yml': ['contents', 'pull-requests', 'id-token'],
};
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const oldest = (path: string): string | undefined => json(path).engines?.node?.replace(/^>=/, '');

for (const file of readdirSync(FOLDER)) {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  describe(`the workflow ${file}`, () => {
    it('runs only scripts of package.json', () => {
      const { scripts } = json('package.json');
      const commands = steps.flatMap((step) => [step.run, step.with?.version, step.with?.publish]);
      const named = commands.flatMap((command) => [...String(command ?? '').matchAll(/npm (?:run )?([\w-]+)/g)]);
      assert.ok(named.length > 0);
      for (const [command, script = ''] of named) assert.ok(script in scripts, command);
      for (const step of steps) assert.match(step.run ?? 'npm test', /^npm (run )?[\w-]+( -- [\w -]+)?$/);
    });

    it('has read permission only, except for what a job needs', () => {
      assert.deepEqual(workflow.permissions, { contents: 'read' });
      const more = jobs.flatMap((job) => Object.keys(job.permissions ?? {}));
      assert.deepEqual(more, MAY[file]);
    });

    it('uses only secrets that CONTRIBUTING.md names', () => {
      const documented = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
      for (const [, secret = ''] of text.matchAll(/secrets\.(\w+)/g)) assert.ok(documented.includes(secret), secret);
    });

    it('pins each action to a commit, or to a major version', () => {
      for (const { uses } of steps) if (uses !== undefined) assert.match(uses, /@(?:[0-9a-f]{40}|v\d+)$/);
    });

    it('has a time limit for each job', () => {
      for (const job of jobs) assert.ok((job['timeout-minutes'] ?? Number.POSITIVE_INFINITY) <= 60);
    });
  });
}

describe('the Node versions that are tested', () => {
  it('are the oldest that a package supports, and the pinned one', () => {
    const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`);
    const asked = ['package.json', ...packages].map(oldest).filter((version) => version !== undefined);
    const pinned = json('package.json').devDependencies.node.replace(/\.\d+$/, '');
    const { jobs }: Workflow = parse(readFileSync(join(FOLDER, 'test.yml'), 'utf8'));
    assert.deepEqual(jobs.test?.strategy?.matrix.node, [...new Set([...asked, pinned])].sort());
  });
});
