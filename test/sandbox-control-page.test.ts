import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type RunningSandbox, startSandbox } from '../packages/sandbox/src/node/index.ts';
import { openBrowser, openPage } from './support/browser.ts';

let running: RunningSandbox;
let browser: Browser;

before(async () => {
  running = await startSandbox({ port: 0 });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await running?.close();
});

it('the control page sets a fault with the scenario and the path that were chosen', async () => {
  const { page, record } = await openPage(browser);
  await page.goto(running.url);
  await page.getByLabel('Answer').selectOption('foreign-row');
  await page.getByLabel('Path').fill('/plug/*');
  await page.getByRole('button', { name: 'Set fault' }).click();
  await page.getByRole('region', { name: 'Faults' }).getByText('foreign-row').waitFor();
  assert.deepEqual(
    running.sandbox.faults.all().map(({ path, scenario }) => [path, scenario]),
    [['/plug/*', 'foreign-row']],
  );
  assert.deepEqual(record.problems, []);
  await page.context().close();
});
