import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outputOf } from './output.ts';

const COMMAND = fileURLToPath(new URL('./command.ts', import.meta.url));
const SAME_SITE = ['embed', '--base', '/arc/', '--broker=https://broker.example.com'];

describe('the command embed', () => {
  it('prints markup, policy and style, each directive with its reason', async () => {
    const stdout = await outputOf(SAME_SITE);
    assert.match(stdout, /^<script type="module" src="\/arc\/arc-elements\.js"><\/script>$/m);
    assert.match(stdout, /^Content-Security-Policy: default-src 'none'; script-src 'self';/m);
    assert.match(stdout, /^ {2}script-src 'self'\n {4}the scripts of the elements$/m);
    assert.match(stdout, /--arc-gap: 16px/);
  });

  it('prints the sources that it added to a policy', async () => {
    const stdout = await outputOf([...SAME_SITE, '--policy', "default-src 'self'"]);
    assert.match(stdout, /Added to your policy:\n\n {2}connect-src https:\/\/broker\.example\.com\n/);
  });

  it('prints JSON with --json', async () => {
    const { header, policy } = JSON.parse(await outputOf([...SAME_SITE, '--json']));
    assert.ok(header.startsWith('default-src'));
    assert.deepEqual(policy[1], {
      directive: 'script-src',
      sources: ["'self'"],
      added: ["'self'"],
      why: 'the scripts of the elements',
    });
  });

  it('prints its options with --help, and without arguments', async () => {
    for (const args of [[], ['--help'], ['embed', '--help'], [...SAME_SITE, '-h']]) {
      assert.match(await outputOf(args), /^ {4}--base URL/m);
    }
  });

  const refused: [readonly string[], string][] = [
    [['build'], '"build" is not a command; the only one is embed.'],
    [['embed', '--brokr', 'x'], '--brokr is not an option; --help lists them.'],
    [['embed', '-b'], '-b is not an option; --help lists them.'],
    [['embed', '--broker'], '--broker needs a value; --help shows which.'],
    [['embed', '--broker', '--base'], '--broker needs a value; --help shows which.'],
    [['embed', '--files=yes'], '--files takes no value.'],
    [[...SAME_SITE, '--broker', '/broker/'], '--broker is there twice; write it once.'],
    [[...SAME_SITE, '--files', '--files'], '--files is there twice; write it once.'],
    [['embed', '/arc/'], '/arc/ does not belong to an option; --help lists them.'],
    [['embed', '--broker', '/broker/'], '--base is missing: the folder with the files, such as /arc/.'],
    [['embed', '--base', '/arc/'], '--broker is missing: the address of your token broker.'],
    [[...SAME_SITE, '--gap', 'wide'], '--gap "wide" is not a length such as 16px or 1rem.'],
  ];
  for (const [args, sentence] of refused)
    it(`explains an invalid argument in one sentence: ${args.slice(-2).join(' ')}`, async () => {
      await assert.rejects(outputOf(args), { name: 'EmbedOptionError', message: sentence });
    });

  it('exits with 2 and only that sentence, or with 0', () => {
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, ['--conditions=@arc-elements/source', COMMAND, ...args], { encoding: 'utf8' });
    const wrong = run('build');
    assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
    assert.equal(wrong.stderr, '"build" is not a command; the only one is embed.\n');
    const right = run(...SAME_SITE);
    assert.deepEqual([right.status, right.stderr], [0, '']);
  });
});
