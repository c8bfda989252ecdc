import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import type { LitElement } from 'lit';
import type { ArcConnectElement } from '../connect/connect.ts';
import { textOf } from './events.ts';
import { household } from './household.ts';

/** Returns the warnings on the console while `act` runs. */
async function warningsOf(act: () => Promise<void>): Promise<readonly string[]> {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (text: unknown) => warnings.push(String(text));
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return warnings;
}

async function create(tag: string, attributes: Readonly<Record<string, string>>): Promise<LitElement> {
  const el = document.createElement(tag) as LitElement & { session: ArcSession };
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  el.session = household() as ArcSession;
  const box = await fixture(html`<div></div>`);
  box.append(el);
  await el.updateComplete;
  return el;
}

/** Invalid attributes, and what the element shows in spite of them. */
const NONSENSE: readonly [tag: string, attribute: string, value: string, rule: string, shows: RegExp][] = [
  ['arc-connect', 'credential-id', 'crd_1', 'a whole number', /Connect another utility/],
  ['arc-connect', 'zip', 'O3801', 'five digits', /Connect another utility/],
  ['arc-connect', 'connect-script', 'javascript:1', 'a web address', /Connect another utility/],
  ['arc-feature-availability', 'features', 'chargecost', 'some of utility_statements', /Bills/],
  ['arc-feature-availability', 'account-id', 'first', 'a whole number', /No utility account/],
  ['arc-feature-gate', 'feature', 'chargecost', 'one of utility_statements', /Something went wrong/],
  ['arc-meter-list', 'previews', 'many', 'a whole number', /Data through/],
  ['arc-account-profile', 'country', 'USA', 'two capitals such as "US"', /Your home/],
  ['arc-session', 'theme', 'sepia', 'one of light, dark, system', /^$/],
  ['arc-session', 'locale', 'not a language', 'a language tag such as "en-US"', /^$/],
  ['arc-session', 'session-url', 'ftp://example.com', 'a web address', /^$/],
];

describe('an invalid attribute', () => {
  for (const [tag, attribute, value, rule, shows] of NONSENSE) {
    it(`is named on the console once, and <${tag} ${attribute}> works without it`, async () => {
      let el: LitElement | undefined;
      const warnings = await warningsOf(async () => {
        await create(tag, { [attribute]: value });
        el = await create(tag, { [attribute]: value });
        await nextFrame();
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain(`<${tag} ${attribute}="${value}"> has to be ${rule}`);
      expect(textOf(el?.shadowRoot)).to.match(shows);
    });
  }

  it('is named too when a script sets the property to a feature that does not exist', async () => {
    const warnings = await warningsOf(async () => {
      for (const [tag, name] of [
        ['arc-feature-gate', 'feature'],
        ['arc-feature-availability', 'features'],
      ] as const) {
        for (let i = 0; i < 2; i++) {
          const el = await create(tag, {});
          Object.assign(el, { [name]: 'smartcharge' });
          await el.updateComplete;
        }
      }
    });
    expect(warnings.map((text) => text.slice(0, 40))).to.deep.equal([
      'arc-elements: <arc-feature-gate feature=',
      'arc-elements: <arc-feature-availability ',
    ]);
  });

  it('is not a blank one, which templates write for a missing value', async () => {
    const warnings = await warningsOf(async () => {
      for (const [tag, attribute] of NONSENSE) await create(tag, { [attribute]: '' });
    });
    expect(warnings).to.deep.equal([]);
    const el = (await create('arc-connect', { 'credential-id': '' })) as ArcConnectElement;
    expect(el.credentialId).to.equal(undefined);
    expect(textOf(el.shadowRoot)).to.contain('Connect another utility');
  });
});
