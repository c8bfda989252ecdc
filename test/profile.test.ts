import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startDemo } from '../demo/server/server.ts';
import { issueSession } from '../packages/broker/src/index.ts';
import { type Answers, recordAnswers } from './support/answers.ts';
import { openPage, type PageRecord } from './support/browser.ts';
import { connectUtility, SOLAR_HOME } from './support/portal.ts';
import { startOver } from './support/sandbox.ts';
import { waitForStream } from './support/session.ts';
import { useStack } from './support/stack.ts';

/** Widgets that read data, and show when that fails. */
const READERS = ['arc-connection-status', 'arc-feature-availability', 'arc-meter-list'];

/** An element to put into the page's session. */
interface Tag {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Tag[];
  readonly text?: string;
}

describe('the profile, the gate and the doctor on a page', { timeout: 120_000 }, () => {
  const stack = useStack();
  afterEach(async () => {
    for (const context of stack.browser.contexts()) await context.close();
    await startOver(stack.sandboxUrl);
  });

  /** Opens the plain page with these elements in its session. */
  async function openWith(
    tags: readonly Tag[],
    {
      url = stack.demoUrl,
      broker,
      prepare,
    }: { url?: string; broker?: string; prepare?: (page: Page) => Promise<unknown> } = {},
  ): Promise<{ page: Page; record: PageRecord; answers: Answers }> {
    const { page, record } = await openPage(stack.browser);
    const answers = await recordAnswers(page);
    await prepare?.(page);
    await page.addInitScript(
      ({ tags, broker }) => {
        const build = ({ name, attributes = {}, children = [], text }: Tag): HTMLElement => {
          const element = document.createElement(name);
          for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
          element.append(...children.map(build), ...(text === undefined ? [] : [text]));
          return element;
        };
        // The page is parsed, and none of its scripts has run yet.
        document.addEventListener('readystatechange', () => {
          if (document.readyState !== 'interactive') return;
          const session = document.querySelector('arc-session');
          if (broker !== undefined) session?.setAttribute('broker', broker);
          session?.replaceChildren(...tags.map(build));
        });
      },
      { tags, broker },
    );
    await page.goto(`${url}/plain.html`);
    return { page, record, answers };
  }

  /** Answers the page's session route with a session that has these options. */
  const answerSession =
    (options: { scopes?: readonly string[]; origins?: readonly string[] }) =>
    (page: Page): Promise<unknown> =>
      page.route('**/arc/session', async (route) => {
        const { brokerUrl: broker, secrets } = stack;
        await route.fulfill({ json: await issueSession({ broker, key: secrets.brokerKey, user: 'demo', ...options }) });
      });

  describe('arc-account-profile', () => {
    const PROFILE: readonly Tag[] = [{ name: 'arc-account-profile' }];
    const writing = answerSession({ scopes: ['profile:read', 'profile:write', 'events:read'] });

    /** Resolves to the person's account at the platform; `null` if there is none. */
    async function accountOf(user: string): Promise<PlatformAccount | null> {
      const answer = await fetch(`${stack.sandboxUrl}/rest/v1/accounts/pid/${user}`, {
        headers: { authorization: `Basic ${btoa('001:001')}` },
      });
      if (answer.status === 404) return null;
      assert.equal(answer.status, 200);
      return ((await answer.json()) as { results: PlatformAccount[] }).results[0] ?? null;
    }

    async function fill(page: Page): Promise<void> {
      const form = page.locator('arc-account-profile [part~=form]');
      await form.getByLabel('Street and number').fill('18 Lantern Street');
      await form.getByLabel('Town').fill('Portsmouth');
      await form.getByLabel('State').fill('NH');
      await form.getByLabel('Zip code').fill('03801');
      await form.getByLabel('A business').check();
    }

    it('reports mistakes, saves address and customer class, and confirms the likely tariff', async () => {
      const { page, record } = await openWith(PROFILE, { prepare: writing });
      const puts: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'PUT') puts.push(new URL(request.url()).pathname);
      });
      const profile = page.locator('arc-account-profile');
      const save = profile.locator('[part~=save]');
      await save.click();
      assert.deepEqual(await profile.locator('.wrong').allInnerTexts(), [
        'Enter the street and the number.',
        'Enter the zip code.',
        'Choose one.',
      ]);
      assert.equal(await profile.locator('[part~=tariff]').count(), 0, 'there is no account yet');
      assert.deepEqual(puts, [], 'nothing was sent');
      assert.equal(await accountOf('demo'), null);

      await fill(page);
      assert.equal(await profile.locator('.wrong').count(), 0, 'what was mended is no mistake any more');
      await save.click();
      await profile.locator('.saved', { hasText: 'Saved' }).waitFor();
      assert.deepEqual(puts, ['/rest/v1/accounts']);
      const saved = await accountOf('demo');
      assert.deepEqual(
        { ...saved?.address, lon: undefined, lat: undefined },
        {
          address1: '18 Lantern Street',
          city: 'Portsmouth',
          state: 'NH',
          zip: '03801',
          country: 'US',
          addressString: '18 Lantern Street, Portsmouth, NH 03801',
          lon: undefined,
          lat: undefined,
        },
      );
      assert.equal(saved?.properties.customerClass?.dataValue, '2', 'the word of the platform for a business');
      const [guess] = saved?.tariffs ?? [];
      assert.ok(guess !== undefined && guess.customerLikelihood < 100, 'the platform guesses a tariff');

      const tariff = profile.locator('[part~=tariff]');
      assert.ok((await tariff.innerText()).includes(guess.tariffName));
      await tariff.locator('.chip', { hasText: `Likely, ${Math.round(guess.customerLikelihood)}%` }).waitFor();
      await tariff.locator('[part~=confirm]').click();
      await tariff.locator('.chip', { hasText: 'You told us this is yours.' }).waitFor();
      const [confirmed] = (await accountOf('demo'))?.tariffs ?? [];
      assert.equal(confirmed?.masterTariffId, guess.masterTariffId);
      assert.equal(confirmed?.customerLikelihood, 100, 'the platform guesses no more');
      assert.deepEqual(record.problems, []);
    });

    it('reads the account of this person only', async () => {
      await startOver(stack.sandboxUrl, 'solar-home');
      await connect('neighbour', 'business');
      const [mine, theirs] = [await accountOf('demo'), await accountOf('neighbour')];
      assert.ok(mine?.address && theirs?.address && mine.address.address1 !== theirs.address.address1);

      const { page, record, answers } = await openWith(PROFILE, { prepare: writing });
      const form = page.locator('arc-account-profile [part~=form]');
      await form.waitFor();
      assert.equal(await form.getByLabel('Street and number').inputValue(), mine.address.address1);
      assert.equal(await form.getByLabel('Zip code').inputValue(), mine.address.zip);
      assert.ok(await form.getByLabel('A home').isChecked());
      const received = await answers.text();
      assert.ok(received.includes(mine.accountId), 'it came over the wire');
      assert.ok(!received.includes(theirs.accountId) && !received.includes(theirs.address.address1));
      assert.deepEqual(record.problems, []);
    });

    it('shows saved answers as text when the session may not save', async () => {
      const { page, record } = await openWith(PROFILE);
      const profile = page.locator('arc-account-profile');
      await profile.getByText('It cannot be entered on this page.').waitFor();
      assert.equal(await profile.locator('input, [part~=save]').count(), 0);
      assert.equal(await accountOf('demo'), null, 'the platform was told nothing');

      await startOver(stack.sandboxUrl, 'solar-home');
      await page.reload();
      const facts = await profile.locator('[part~=facts]').innerText();
      assert.ok(facts.includes((await accountOf('demo'))?.address?.address1 ?? '?'));
      assert.equal(await profile.locator('input, button').count(), 0);
      assert.deepEqual(record.problems, []);
    });

    async function connect(user: string, scenario: string): Promise<void> {
      const answer = await fetch(`${stack.sandboxUrl}/_sandbox/users`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, scenario }),
      });
      assert.equal(answer.status, 201);
    }
  });

  it('arc-feature-gate: shows the slot of the present state when events change the feature', async () => {
    const states = ['available', 'not-ready', 'not-available', 'loading', 'failed'];
    const { page, record, answers } = await openWith([
      { name: 'arc-connect' },
      {
        name: 'arc-feature-gate',
        attributes: { feature: 'charge_cost' },
        children: states.map((slot) => ({ name: 'p', attributes: { slot }, text: slot })),
      },
    ]);
    await waitForStream(page);
    await page.locator('arc-feature-gate [slot=not-available]').waitFor();
    await page.evaluate(() => {
      const shown: unknown[] = [];
      Object.assign(globalThis, { shown });
      document.addEventListener('arc-gate-change', (event) => {
        const { feature, from, to } = event.detail as { feature: string; from: string; to: string };
        const visible = [...(event.target as Element).children].filter((child) => child.checkVisibility());
        shown.push({ feature, from, to, visible: visible.map(({ slot }) => slot).join(' ') });
      });
    });

    await connectUtility(page, SOLAR_HOME);
    await page.locator('arc-feature-gate [slot=available]').waitFor({ timeout: 20_000 });
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown), [
      { feature: 'charge_cost', from: 'not-available', to: 'not-ready', visible: 'not-ready' },
      { feature: 'charge_cost', from: 'not-ready', to: 'available', visible: 'available' },
    ]);
    assert.ok((await answers.text()).includes('utility_account_updated'));
    await waitForStream(page);
    assert.deepEqual(record.problems, []);
  });

  describe('arc-doctor', () => {
    const TAGS: readonly Tag[] = ['arc-doctor', ...READERS].map((name) => ({ name }));

    const findings = (page: Page): Promise<(string | undefined)[]> =>
      page
        .locator('arc-doctor [part~=finding]')
        .evaluateAll((all) => all.map((finding) => (finding as HTMLElement).dataset.code));

    /** Resolves to the doctor's findings once every widget shows a failure. */
    async function found(page: Page): Promise<(string | undefined)[]> {
      for (const tag of READERS) await page.locator(`${tag} [part~=error]`).first().waitFor({ timeout: 20_000 });
      await page.locator('arc-doctor [part~=finding]').first().waitFor();
      assert.equal(await page.locator('arc-doctor [part~=well]').count(), 0);
      return await findings(page);
    }

    it('reports nothing on a page that works', async () => {
      await startOver(stack.sandboxUrl, 'solar-home');
      const { page, record } = await openWith(TAGS);
      await waitForStream(page);
      await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor();
      await page.locator('arc-feature-availability [data-availability=AVAILABLE]').first().waitFor();
      await page.locator('arc-meter-list [part~=meter]').first().waitFor();
      await page.locator('arc-doctor [part~=well]').waitFor();
      assert.deepEqual(await findings(page), []);
      assert.deepEqual(record.problems, []);
    });

    it('reports a broker that does not answer', async () => {
      const { sandboxUrl, brokerUrl, secrets } = stack;
      const options = { port: 0, sandboxUrl, brokerKey: secrets.brokerKey };
      // A port that was free a moment ago, at which nothing listens.
      const gone = await startDemo({ ...options, brokerUrl });
      await gone.close();
      const demo = await startDemo({ ...options, brokerUrl: gone.url });
      try {
        const { page } = await openWith(TAGS, { url: demo.url, prepare: answerSession({}) });
        assert.deepEqual(await found(page), ['broker-unreachable']);
      } finally {
        await demo.close();
      }
    });

    it('reports another server at the address of the broker', async () => {
      const { page } = await openWith(TAGS, { broker: stack.demoUrl });
      assert.deepEqual(await found(page), ['broker-unreachable']);
    });

    it('reports a broker that the policy of the page blocks', async () => {
      const { page } = await openWith(TAGS, { broker: stack.sandboxUrl });
      assert.deepEqual(await found(page), ['blocked-by-csp']);
      const detail = await page.locator('arc-doctor [data-code=blocked-by-csp] code').innerText();
      assert.ok(detail.endsWith(`connect-src ${new URL(stack.sandboxUrl).origin}`), detail);
    });

    /** Adds a policy to the page before any script runs. */
    const addPolicy =
      (policy: string) =>
      (page: Page): Promise<unknown> =>
        page.addInitScript((content) => {
          document.addEventListener('readystatechange', () => {
            if (document.readyState !== 'interactive') return;
            const meta = document.createElement('meta');
            meta.httpEquiv = 'content-security-policy';
            meta.content = content;
            document.head.append(meta);
          });
        }, policy);

    it('reports a session route that the policy blocks, and the console names the doctor once', async () => {
      const { page, record } = await openWith(TAGS, {
        prepare: addPolicy(`connect-src ${stack.brokerUrl}`),
      });
      assert.deepEqual(await found(page), ['session-route-blocked']);
      const detail = await page.locator('arc-doctor [data-code=session-route-blocked] code').innerText();
      assert.ok(detail.endsWith(`connect-src ${new URL(stack.demoUrl).origin}`), detail);
      assert.equal(record.logged.filter((line) => /^arc-elements: .*\?arc-doctor/.test(line)).length, 1);
    });

    it('does not report blocked requests of the page itself', async () => {
      await startOver(stack.sandboxUrl, 'solar-home');
      const { page, record } = await openWith(TAGS, {
        prepare: addPolicy("img-src 'none'"),
      });
      await page.evaluate(async () => {
        document.body.append(Object.assign(new Image(), { src: '/mark.svg' }));
        await fetch('https://analytics.example.com/collect').catch(() => undefined);
      });
      await page.locator('arc-meter-list [part~=meter]').first().waitFor();
      await page.locator('arc-doctor [part~=well]').waitFor();
      assert.deepEqual(await findings(page), []);
      for (const directive of ['img-src', 'connect-src'])
        assert.ok(
          record.problems.some((problem) => problem.includes(directive)),
          `${directive} was blocked`,
        );
    });

    it('reports that the broker does not know the key of the site', async () => {
      const { sandboxUrl, brokerUrl } = stack;
      const demo = await startDemo({ port: 0, sandboxUrl, brokerUrl, brokerKey: 'of-another-environment-0123456789' });
      try {
        const { page } = await openWith(TAGS, { url: demo.url });
        assert.deepEqual(await found(page), ['broker-key-wrong']);
      } finally {
        await demo.close();
      }
    });

    it('reports a session route that answers with a web page', async () => {
      const { page } = await openWith(TAGS, {
        prepare: (opened) =>
          opened.route('**/arc/session', (route) =>
            route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }),
          ),
      });
      assert.deepEqual(await found(page), ['session-route-html']);
    });

    it('reports a session that is bound to another origin', async () => {
      const other = stack.demoUrl.replace('localhost', '127.0.0.1');
      const { page } = await openWith(TAGS, { prepare: answerSession({ origins: [other] }) });
      assert.deepEqual(await found(page), ['origin-not-allowed']);
    });
  });
});

/** The part of the platform's account that the tests check. */
interface PlatformAccount {
  readonly accountId: string;
  readonly address?: Readonly<Record<string, string | number>> & { readonly address1: string; readonly zip: string };
  readonly properties: Readonly<Record<string, { readonly dataValue: string }>>;
  readonly tariffs: readonly {
    readonly masterTariffId: number;
    readonly tariffName: string;
    readonly customerLikelihood: number;
  }[];
}
