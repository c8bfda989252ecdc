import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { issueSession } from '@arc-elements/broker';
import { startStack } from '../scripts/lib/stack.js';
import type { Engine } from './engines/engine.ts';
import { openFirefox } from './engines/firefox.ts';
import { recordSite } from './engines/recorded-site.ts';
import { openWebKit } from './engines/webkit.ts';
import { startOver } from './support/sandbox.ts';

const ENGINES = [
  { name: 'Firefox', program: process.env.FIREFOX_PATH, open: openFirefox },
  { name: 'WebKit', program: process.env.WEBKIT_DRIVER_PATH, open: openWebKit },
];

/** The other tests run in Chromium; these check that the elements work in other browsers too. */
for (const { name, program, open } of ENGINES) {
  const skip = program === undefined && `there is no ${name} here; \`npm test -- engines --install\` installs it`;

  describe(`the plain page in ${name}`, { skip }, () => {
    let engine: Engine;
    let stack: Awaited<ReturnType<typeof startStack>>;
    let site: Awaited<ReturnType<typeof recordSite>>;

    before(async () => {
      site = await recordSite({
        target: () => stack.demoUrl,
        session: () => issueSession({ broker: stack.brokerUrl, key: stack.secrets.brokerKey, user: 'demo' }),
      });
      stack = await startStack({
        ports: { demo: 0, broker: 0, sandbox: 0 },
        brokerEnv: { ARC_ALLOWED_ORIGINS: site.url },
      });
      await startOver(stack.sandboxUrl);
      engine = await open(program ?? '');
      await engine.goto(`${site.url}/plain.html`);
    });
    after(async () => {
      await engine?.close();
      await stack?.close();
      await site?.close();
    });

    /** Returns an expression whose value is a part of an element, or null. */
    const part = (tag: string, selector: string): string =>
      `document.querySelector('${tag}')?.shadowRoot?.querySelector(${JSON.stringify(selector)})`;
    const textOf = (tag: string, selector: string): Promise<string | null> =>
      engine.evaluate(`${part(tag, selector)}?.textContent.trim() ?? null`);

    async function until(expression: string): Promise<void> {
      // A busy machine is slow, so wait for long: a condition that never becomes true fails in any
      // case.
      for (const giveUpAt = performance.now() + 60_000; performance.now() < giveUpAt; ) {
        if (await engine.evaluate<boolean>(`Boolean(${expression})`)) return;
        await setTimeout(100);
      }
      const [seen, live] = await Promise.all(
        ['document.visibilityState', "document.querySelector('arc-session').current?.state.getState().live"].map(
          (each) => engine.evaluate(each),
        ),
      );
      assert.fail(`it never came true: ${expression}; the page is ${seen}, its news ${live}`);
    }
    const click = async (tag: string, selector: string): Promise<void> => {
      await until(part(tag, selector));
      await engine.evaluate(`${part(tag, selector)}.click()`);
    };

    it('opens the sign-in page in a dialog, which the Escape key closes', async () => {
      await until(part('arc-connection-status', 'arc-connect'));
      const connect = "document.querySelector('arc-connection-status').shadowRoot.querySelector('arc-connect')";
      await engine.evaluate(`${connect}.shadowRoot.querySelector('[part~=button]').click()`);
      await until(`${connect}.shadowRoot.querySelector('dialog[open] iframe')`);
      // The page in the frame takes the focus when it is loaded, and gets the keys. Wait for that,
      // then focus the dialog.
      const isOpen = `${connect}.shadowRoot.querySelector('dialog[open]') !== null`;
      for (let i = 0; i < 20 && (await engine.evaluate<boolean>(isOpen)); i++) {
        await engine.evaluate(`${connect}.shadowRoot.querySelector('dialog button')?.focus()`);
        await engine.press('Escape');
        await setTimeout(50);
      }
      assert.equal(await engine.evaluate(isOpen), false);
    });

    it('shows a new connection by its event stream', async () => {
      await until("document.querySelector('arc-session').current.state.getState().live === 'stream'");
      const answer = await fetch(`${stack.sandboxUrl}/_sandbox/users`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: 'demo', scenario: 'solar-home' }),
      });
      assert.equal(answer.status, 201);
      await until(part('arc-connection-status', '[part~=state][data-state=connected]'));
      await until(part('arc-feature-availability', '[part~=account]'));
    });

    it('turns on usage data and draws it', async () => {
      await click('arc-meter-list', '[part~=activate]');
      await until(part('arc-interval-chart', '[part~=total-import]'));
      const colours = await engine.evaluate<number>(`(() => {
        const canvas = ${part('arc-interval-chart', 'canvas')};
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      })()`);
      assert.ok(colours > 3, `${colours} colours on the canvas`);
    });

    it('moves along the data by keyboard and announces the values', async () => {
      await engine.evaluate(`${part('arc-interval-chart', '[role=application]')}.focus()`);
      await engine.press('End');
      const announcement = `${part('arc-interval-chart', '[part~=announcement]')}?.textContent.trim()`;
      await until(announcement);
      const last = await engine.evaluate<string>(announcement);
      assert.match(last, /kWh/);
      await engine.press('ArrowLeft');
      await until(`${announcement} !== ${JSON.stringify(last)}`);
    });

    for (const view of ['heatmap', 'average-day', 'duration', 'months']) {
      it(`loads the ${view} view when it is chosen`, async () => {
        await click('arc-interval-chart', `[part~=view-${view}]`);
        await until(`${part('arc-interval-chart', `[part~=view-${view}]`)}.getAttribute('aria-selected') === 'true'`);
        await until(part('arc-interval-chart', '[part~=plot]'));
      });
    }

    it('shows the same data as a table', async () => {
      await click('arc-interval-chart', '[part~=view-usage]');
      await click('arc-interval-chart', '[part~=options-button]');
      await until(part('arc-interval-chart', '[part~=table-toggle]'));
      await click('arc-interval-chart', '[part~=table-toggle]');
      await until(part('arc-interval-chart', 'table tbody tr'));
      assert.match((await textOf('arc-interval-chart', 'table')) ?? '', /\d/);
    });

    it('loads an element in a closed shadow root', async () => {
      await engine.evaluate(`(() => {
        const card = document.createElement('partner-card');
        globalThis.doctor = document.createElement('arc-doctor');
        card.attachShadow({ mode: 'closed' }).append(globalThis.doctor);
        document.querySelector('arc-session').append(card);
      })()`);
      await until("globalThis.doctor.shadowRoot.querySelector('[part~=well]')");
    });

    it('keeps the text styles of the page outside', async () => {
      const styleOf = `(({ textTransform, textIndent, whiteSpace, letterSpacing }) =>
        [textTransform, textIndent, whiteSpace, letterSpacing].join())(
          getComputedStyle(${part('arc-connection-status', '[part~=state]')}))`;
      const before = await engine.evaluate(styleOf);
      await engine.evaluate(`Object.assign(document.body.style,
        { textTransform: 'uppercase', textIndent: '40px', whiteSpace: 'pre', letterSpacing: '9px' })`);
      assert.equal(await engine.evaluate(styleOf), before);
      await engine.evaluate("document.body.removeAttribute('style')");
    });

    it('has its styles in the document of a frame', async () => {
      await engine.evaluate(`(() => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        frame.contentDocument.body.append(document.querySelector('arc-feature-availability'));
        globalThis.moved = frame.contentDocument.querySelector('arc-feature-availability');
      })()`);
      assert.ok((await engine.evaluate<number>('globalThis.moved.shadowRoot.adoptedStyleSheets.length')) > 0);
      assert.equal(await engine.evaluate('getComputedStyle(globalThis.moved).display'), 'block');
      await engine.evaluate('globalThis.moved.compact = true');
      await until("globalThis.moved.shadowRoot.querySelector('[part~=tariff]') === null");
    });

    it('works under a policy without unsafe-*, without a message on the console', async () => {
      assert.deepEqual(await engine.evaluate('globalThis.problems'), []);
    });
  });
}
