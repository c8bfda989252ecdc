import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { outputOf } from '../packages/elements/src/node/output.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { startDemoAlone } from './support/site.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'demo/docs/security/policy.md'), 'utf8');
const blocks = (kind: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'gms'))].map(([, content = '']) => content);
/** Returns the words of a command line as a shell splits them. */
const wordsOf = (line: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
const header = /^Content-Security-Policy: (.+)$/m.exec(page)?.[1] ?? '';
const module = (code: string) => import(`data:text/javascript,${encodeURIComponent(code)}`);

describe('the page about the policy', { timeout: 120_000 }, () => {
  const commands = blocks('sh');
  const printed = blocks('text');

  it('has the output of each command', async () => {
    assert.equal(commands.length, printed.length);
    for (const [i, command] of commands.entries()) {
      const [npx, name, ...args] = wordsOf(command);
      assert.deepEqual([npx, name], ['npx', '@arc-elements/elements']);
      assert.equal(`${(await outputOf(args)).trim()}\n`, printed[i], command);
    }
  });

  it('has the first printed policy for nginx and for the page itself', () => {
    assert.match(header, /^default-src 'none'; script-src 'self';/);
    assert.deepEqual(blocks('nginx'), [`add_header Content-Security-Policy "${header}" always;\n`]);
    assert.deepEqual(blocks('html'), [`<meta http-equiv="Content-Security-Policy" content="${header}">\n`]);
  });

  it('sets it with its code for Express', async () => {
    const express = createRequire(join(root, 'packages/broker/package.json')).resolve('express');
    const code = (blocks('js')[0] ?? '').replace("'express'", JSON.stringify(pathToFileURL(express).href));
    const { app } = await module(`${code}\napp.get("/", (_, response) => response.send("home"));\nexport { app };`);
    const server = app.listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const answer = await fetch(`http://127.0.0.1:${server.address().port}/`);
      assert.equal(answer.headers.get('content-security-policy'), header);
    } finally {
      server.close();
    }
  });

  it('sets it with its code for Next', async () => {
    const { default: config } = await module(blocks('js')[1] ?? '');
    assert.deepEqual((await config.headers())[0].headers, [{ key: 'Content-Security-Policy', value: header }]);
  });

  it('prints the same as the command, and reports a wrong address', async () => {
    const demo = await startDemoAlone();
    const browser = await openBrowser();
    try {
      const { page, record } = await openPage(browser);
      await page.goto(`${demo.url}/docs/security/policy.html`);
      const output = (title: string) => page.getByRole('region', { name: title }).locator('pre');
      await page.getByLabel('Only the files of this version may run').check();
      await page.getByLabel('Folder of the files').fill('cdn.example/arc');
      await page.getByRole('alert').getByText('has no scheme').waitFor();
      await page.getByLabel('Folder of the files').fill('https://cdn.example/arc');
      await page.getByLabel('Session route').fill('/arc/$(echo ran)?a=`echo ran`&b="c"');
      await page
        .getByLabel('The policy that your page has')
        .fill("default-src 'self'; report-uri /\\$HOME\n;img-src *");
      const command = await output('The same as a command').textContent();
      const generated = JSON.parse(await outputOf([...wordsOf(command ?? '').slice(2), '--json']));
      assert.match(generated.tags, /session-url="\/arc\/\$\(echo ran\)\?a=`echo ran`&amp;b=&quot;c&quot;"/);
      assert.match(generated.header, /report-uri \/\\\$HOME; img-src \*;/);
      assert.match(generated.header, /script-src 'self' https:\/\/cdn\.example\/arc\/ 'sha256-/);
      assert.equal(
        await output('The header of the page').textContent(),
        `Content-Security-Policy: ${generated.header}`,
      );
      assert.equal(await output('In the head').textContent(), generated.head);
      assert.equal(await output('Where the elements').textContent(), generated.tags);
      assert.deepEqual(record.problems, []);
    } finally {
      await browser.close();
      await demo.close();
    }
  });
});
