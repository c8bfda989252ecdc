import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { startStack } from '../../scripts/lib/stack.js';
import { openBrowser } from './browser.ts';

type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * Starts sandbox, broker and demo on free ports and a browser before the tests of a suite, and ends
 * them afterwards. The members of the result are set once the tests run. `options` is called after
 * the earlier `before` hooks of the suite.
 */
export function useStack(
  options: () => Omit<Parameters<typeof startStack>[0], 'ports'> = () => ({}),
): Stack & { browser: Browser } {
  const stack = {} as Stack & { browser: Browser };
  before(async () => {
    stack.browser = await openBrowser();
    Object.assign(stack, await startStack({ ...options(), ports: { demo: 0, broker: 0, sandbox: 0 } }));
  });
  after(async () => {
    await stack.browser?.close();
    await stack.close?.();
  });
  return stack;
}
