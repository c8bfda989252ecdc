import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Axe's tags of the rules of WCAG 2.2, levels A and AA. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Loads axe into a page, unless it has been loaded there. */
export async function loadAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
}

/**
 * Resolves to the violations that axe finds on a page, a text for each element.
 * @param rules - Rules or tags; by default all, best practices too.
 * @param exclude - Selectors of what is not checked.
 */
export async function axeViolations(
  page: Page,
  { rules, exclude = [] }: { readonly rules?: readonly string[]; readonly exclude?: readonly string[] } = {},
): Promise<readonly string[]> {
  await loadAxe(page);
  return await page.evaluate(
    async ({ rules, exclude }) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(
        { include: [['html']], exclude: [...exclude] },
        { ...(rules && { runOnly: [...rules] }), preload: false, resultTypes: ['violations'] },
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ failureSummary, target }) => `${id}: ${target.flat().join(' ')} ${failureSummary}`),
      );
    },
    { rules, exclude },
  );
}
