// Drives the demo pages as a customer does: connects a utility, and reads and changes the chart.
import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';

/** What a customer enters on the utility's sign-in page. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** The made-up customer whose login the pages print. */
export const SOLAR_HOME: Login = { username: 'ARC_DEMO_SOLAR_HOME', password: 'verified' };

/** Presses Connect and goes through the platform's page in the dialog, to its end. */
export async function connectUtility(page: Page, login: Login): Promise<void> {
  await page.locator('arc-connect [part~=button]').first().click();
  const frame = connectFrame(page);
  const next = frame.locator('button[type=submit]');
  await frame.locator('[name=zip]').fill('97205');
  await next.click();
  await frame.locator('[name=utility]').selectOption({ index: 1 });
  await next.click();
  await signIn(page, login);
}

/** Goes through the platform's page from the zip code, which is filled in already, to the login. */
export async function submitLogin(frame: FrameLocator, { username, password }: Login): Promise<void> {
  const next = frame.locator('button[type=submit]');
  await next.click();
  await frame.locator('[name=utility]').selectOption({ index: 1 });
  await next.click();
  await frame.locator('[name=username]').fill(username);
  await frame.locator('[name=password]').fill(password);
  await next.click();
}

/** Returns the platform's page in the open dialog. */
function connectFrame(page: Page): FrameLocator {
  return page.frameLocator('arc-connect dialog[open] iframe');
}

/**
 * Fills in the login and waits for the result: the dialog closes after a correct login, and shows a
 * message after a wrong one.
 */
export async function signIn(page: Page, { username, password }: Login): Promise<void> {
  const frame = connectFrame(page);
  const user = frame.locator('[name=username]');
  await frame.locator('[name=password]').waitFor();
  // In update mode the platform may know the name already.
  if (await user.isVisible()) await user.fill(username);
  await frame.locator('[name=password]').fill(password);
  await frame.locator('button[type=submit]').click();
  const closed = page.locator('arc-connect dialog[open]').waitFor({ state: 'detached', timeout: 20_000 });
  const refused = frame.getByText(/did not accept/).waitFor({ timeout: 20_000 });
  await Promise.any([closed, refused]);
}

/**
 * Resolves to the totals of the visible range in kWh; `null` if nothing was measured or the total
 * is not shown.
 */
export async function chartTotals(
  page: Page,
): Promise<{ importKwh: number | null; exportKwh: number | null; netKwh: number | null }> {
  await page.locator('arc-interval-chart [part~=total-import]').waitFor();
  const read = async (name: string) => {
    const part = page.locator(`arc-interval-chart [part~=total-${name}]`);
    if ((await part.count()) === 0) return null;
    const text = await part.first().getAttribute('data-kwh');
    return text === null || text === '' ? null : Number(text);
  };
  return { importKwh: await read('import'), exportKwh: await read('export'), netKwh: await read('net') };
}

/** Chooses the range of all data on the chart. */
export async function showAll(page: Page): Promise<void> {
  await page.locator('arc-interval-chart').getByRole('button', { name: 'All', exact: true }).click();
}

/** Shows a span of time on the chart. Resolves to the drawn picture as a data URL. */
export async function pictureOf(page: Page, fromIso: string, toIso: string): Promise<string> {
  return page.locator('arc-interval-chart').evaluate(
    async (element, { startMs, endMs }) => {
      const chart = element as HTMLElement & { range: unknown; updateComplete: Promise<unknown> };
      chart.range = { startMs, endMs };
      await chart.updateComplete;
      const canvas = chart.shadowRoot?.querySelector<HTMLCanvasElement>('[part~=canvas]');
      if (!canvas) throw new Error('The chart has no canvas.');
      return canvas.toDataURL();
    },
    { startMs: Date.parse(fromIso), endMs: Date.parse(toIso) },
  );
}

/** Asserts that two energies are equal, with a relative error of at most 1e-9 for rounding. */
export function assertEnergy(actual: number | null, expected: number, what: string): void {
  assert.ok(actual !== null, `${what}: nothing was measured`);
  assert.ok(
    Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} is not ${expected}`,
  );
}
