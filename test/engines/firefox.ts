import puppeteer, { type KeyInput } from 'puppeteer-core';
import type { Engine } from './engine.ts';

/**
 * Opens Firefox by WebDriver BiDi. Playwright drives only a Firefox of its own, or one that is
 * newer than Debian's.
 */
export async function openFirefox(program: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    headless: true,
    // The size is set on the window, because older releases cannot set a viewport.
    args: ['--width=1280', '--height=900'],
    defaultViewport: null,
  });
  const page = await browser.newPage();
  return {
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    evaluate: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    press: (key) => page.keyboard.press(key as KeyInput),
    close: () => browser.close(),
  };
}
