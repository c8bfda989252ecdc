import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../define.ts';
import type { ArcSession } from '@arc-elements/client';
import { LitElement, type PropertyDeclaration } from 'lit';
import * as elements from '../index.ts';
import { numberAttribute } from '../internal/expectations.ts';
import { account, connection, intervalData, meter } from './fixtures.ts';
import { createTestSession } from './test-session.ts';

type AnyElement = LitElement & Record<PropertyKey, unknown>;
type ElementClass = { new (): AnyElement; readonly elementProperties: ReadonlyMap<PropertyKey, PropertyDeclaration> };

/** An address that answers, for whatever loads what it is given; nonsense for everything else. */
const SOMETHING = import.meta.url;

const isElement = (value: unknown): value is ElementClass =>
  typeof value === 'function' && value.prototype instanceof LitElement;

/** Every property that a page can set, of every element that is exported. */
const PROPERTIES = Object.values(elements as Record<string, unknown>)
  .filter(isElement)
  .flatMap((Class) =>
    [...Class.elementProperties]
      .filter(([, options]) => !options.state)
      .map(([name, options]) => ({ Class, name, options, title: `${new Class().localName} ${String(name)}` })),
  );

/** Something other than the initial value. */
const other = ({ type }: PropertyDeclaration): unknown => (type === Boolean ? true : () => 5);

function attributeOf(name: PropertyKey, { attribute }: PropertyDeclaration): string | null {
  if (attribute === false) return null;
  return typeof attribute === 'string' ? attribute : String(name).toLowerCase();
}

/** A value as text, which a report can show; that of a function never ends. */
const text = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** What its parts show and where they lead. */
const seen = ({ shadowRoot }: LitElement): string => shadowRoot?.innerHTML.replaceAll(/<!--.*?-->/g, '') ?? '';

describe('what is absent', () => {
  const { warn } = console;
  before(() => {
    console.warn = () => {};
  });
  after(() => {
    console.warn = warn;
  });

  it('is looked for in all elements', () => {
    expect(new Set(PROPERTIES.map(({ Class }) => Class)).size).to.be.at.least(9);
  });

  for (const { Class, name, options, title } of PROPERTIES) {
    it(`is a property that is null or undefined: ${title}`, () => {
      const el = new Class();
      const initial = el[name];
      for (const nothing of [null, undefined]) {
        el[name] = other(options);
        expect(text(el[name])).to.not.equal(text(initial));
        el[name] = nothing;
        expect(text(el[name])).to.equal(text(initial));
      }
    });

    if (options.attribute === false || options.type === Number || options.converter === numberAttribute) {
      it(`is a property that is '' where no text can be meant: ${title}`, () => {
        const el = new Class();
        const initial = el[name];
        el[name] = other(options);
        el[name] = '';
        expect(text(el[name])).to.equal(text(initial));
      });
    }

    const attribute = attributeOf(name, options);
    if (attribute === null) continue;

    it(`is an attribute that was removed: ${title}`, () => {
      const el = new Class();
      const initial = el[name];
      el.setAttribute(attribute, SOMETHING);
      expect(text(el[name])).to.not.equal(text(initial));
      el.removeAttribute(attribute);
      expect(text(el[name])).to.equal(text(initial));
    });
  }

  for (const tag of ['arc-interval-chart', 'arc-meter-list', 'arc-connection-status', 'arc-feature-availability']) {
    it(`shows what it showed before: ${tag}`, async () => {
      const session = createTestSession({
        connections: [connection()],
        accounts: [account()],
        meters: [meter()],
        intervals: { mtr_1: intervalData() },
      });
      const el = document.createElement(tag) as AnyElement;
      Object.assign(el, { session: session as ArcSession, lang: 'en-US' });
      (await fixture(html`<div></div>`)).append(el);
      await el.updateComplete;
      await nextFrame();
      const before = seen(el);
      const own = PROPERTIES.filter(({ Class, name }) => el instanceof Class && name !== 'session' && name !== 'now');
      for (const { name, options } of own) {
        const attribute = attributeOf(name, options);
        if (attribute === null) el[name] = null;
        else {
          el.setAttribute(attribute, SOMETHING);
          await el.updateComplete;
          el.removeAttribute(attribute);
        }
        await el.updateComplete;
        expect(seen(el), String(name)).to.equal(before);
      }
      el.session = null as never;
      el.sessionId = null;
      expect(session.open, 'still bound').to.be.greaterThan(0);
    });
  }
});
