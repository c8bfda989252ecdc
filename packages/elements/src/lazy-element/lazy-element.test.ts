import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { css } from 'lit';
import { property } from 'lit/decorators.js';
import { ArcBase } from '../internal/arc-base.ts';
import { define } from '../internal/define.ts';
import { expectFailedLoads } from '../testing/failed-loads.ts';
import { defineLazy } from './lazy-element.ts';

/** An element with private fields, defaults, attributes with other names, and a method. */
class Shown extends ArcBase {
  @property({ attribute: 'meter-id' }) meterId = 'none';
  @property({ type: Boolean }) table = false;
  @property({ attribute: false }) series: unknown;
  static override styles = css`
    :host {
      display: grid;
    }
  `;
  connects = 0;
  readonly #from = 'meter';

  say(what: string): string {
    return `${this.#from} ${what}`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.connects += 1;
  }

  protected override render() {
    return html`<p part="content">${this.#from} ${this.meterId} ${this.series}<slot></slot></p>`;
  }
}
const properties = { meterId: 'meter-id', table: 'table', series: false } as const;

let count = 0;

/** Registers a new tag, whose class is loaded by `arrive` and fails to load by `fail`. */
function register() {
  count += 1;
  const tag = `arc-test-lazy-${count}`;
  let loads = 0;
  let next = Promise.withResolvers<void>();
  const load = async (): Promise<void> => {
    loads += 1;
    await next.promise;
    define(tag, class extends Shown {});
  };
  defineLazy(tag, { load, properties, methods: ['say'] });
  const create = (): Shown => document.createElement(tag) as Shown;
  return {
    tag,
    create,
    loads: () => loads,
    arrive: () => next.resolve(),
    fail: () => {
      const { reject } = next;
      next = Promise.withResolvers<void>();
      reject(new Error('lost'));
    },
  };
}

const content = (el: Element) => el.shadowRoot?.querySelector('[part=content]')?.textContent?.trim();
const loadingIn = (el: Element) => el.shadowRoot?.querySelector('arc-loading') as unknown as ArcBase;
const place = () => fixture<HTMLElement>(html`<div></div>`);

describe('a lazy element', () => {
  it('loads its class once, when the first element is connected', async () => {
    const { create, loads } = register();
    const el = create();
    expect(loads()).to.equal(0);
    const box = await place();
    box.append(el, create());
    expect(loads()).to.equal(1);
  });

  it('loads its class inside a closed shadow root', async () => {
    const { create, arrive } = register();
    const el = create();
    (await place()).attachShadow({ mode: 'closed' }).append(el);
    arrive();
    await el.updateComplete;
    expect(content(el)).to.equal('meter none');
  });

  it('shows that it is loading until its class is loaded', async () => {
    const { create, arrive } = register();
    const el = create();
    (await place()).append(el);
    const loading = loadingIn(el);
    await loading.updateComplete;
    expect(loading.shadowRoot?.querySelector('[aria-busy=true]')?.textContent).to.include('Loading');
    expect(el.offsetHeight).to.be.greaterThan(100);
    arrive();
    await el.updateComplete;
    expect(el.shadowRoot?.querySelector('arc-loading')).to.equal(null);
  });

  it('keeps attributes and properties that were set before its class is loaded', async () => {
    const { create, arrive } = register();
    const el = create();
    el.setAttribute('meter-id', 'm-1');
    el.setAttribute('table', '');
    el.series = 'given';
    (await place()).append(el);
    arrive();
    await el.updateComplete;
    expect(content(el)).to.equal('meter m-1 given');
    expect(el.table).to.equal(true);
    el.series = 'changed';
    el.removeAttribute('table');
    await el.updateComplete;
    expect(content(el)).to.equal('meter m-1 changed');
    expect(el.table).to.equal(false);
  });

  it('has its properties before its class is loaded, so that frameworks set them as properties', () => {
    const el = register().create();
    for (const name of ['meterId', 'table', 'series', 'session', 'sessionId', 'now'])
      expect(name in el, name).to.equal(true);
  });

  it('runs a method that was called before its class is loaded', async () => {
    const { create, arrive } = register();
    const el = create();
    const early = el.say('early');
    (await place()).append(el);
    arrive();
    expect(await early).to.equal('meter early');
    expect(el.say('late')).to.equal('meter late');
  });

  it('connects once, however often it was moved before its class is loaded', async () => {
    const { create, arrive } = register();
    const el = create();
    const box = await place();
    box.append(el);
    box.prepend(el);
    arrive();
    await el.updateComplete;
    expect(el.connects).to.equal(1);
  });

  it('sets up elements that are not connected when the class is loaded', async () => {
    const { create, arrive } = register();
    const [away, first] = [create(), create()];
    const box = await place();
    box.append(first);
    arrive();
    await first.updateComplete;
    away.meterId = 'm-2';
    expect(away.connects).to.equal(0);
    box.append(away);
    await away.updateComplete;
    expect(content(away)).to.equal('meter m-2');
  });

  it('has the loaded class if it is created later', async () => {
    const { tag, create, arrive } = register();
    const first = create();
    const box = await place();
    box.append(first);
    arrive();
    await first.updateComplete;
    box.insertAdjacentHTML('beforeend', `<${tag} meter-id="m-3">text</${tag}>`);
    const later = box.lastElementChild as Shown;
    await later.updateComplete;
    expect(content(later)).to.equal('meter m-3');
    expect(later.constructor).to.equal(first.constructor);
    expect(later).to.be.instanceOf(customElements.get(tag) as CustomElementConstructor);
  });

  it('has its attributes and styles if the class is loaded before the first element', async () => {
    const { tag, create } = register();
    define(tag, class extends Shown {});
    const el = create();
    (await place()).append(el);
    el.setAttribute('meter-id', 'm-4');
    await el.updateComplete;
    expect(content(el)).to.equal('meter m-4');
    expect(getComputedStyle(el).display).to.equal('grid');
  });

  it('is not set up again when it is removed and inserted', async () => {
    const { create, arrive } = register();
    const el = create();
    const box = await place();
    box.append(el);
    arrive();
    await el.updateComplete;
    el.meterId = 'kept';
    el.remove();
    box.append(el);
    await el.updateComplete;
    expect(el.connects).to.equal(2);
    expect(content(el)).to.equal('meter kept');
  });

  describe('whose class cannot be loaded', () => {
    expectFailedLoads();

    it('says so, fires arc-error, and loads again when the person tries again', async () => {
      const { tag, create, fail, arrive, loads } = register();
      const el = create();
      const box = await place();
      const error = oneEvent(box, 'arc-error');
      box.append(el);
      fail();
      expect((await error).detail).to.deep.equal({ code: 'load-failed', message: 'lost', element: tag });
      const shown = loadingIn(el).shadowRoot;
      expect(shown?.querySelector('[role=alert]')?.textContent).to.include('could not be loaded');
      shown?.querySelector<HTMLElement>('[part=retry]')?.click();
      expect(loads()).to.equal(2);
      arrive();
      await el.updateComplete;
      expect(content(el)).to.equal('meter none');
    });

    it('does not retry while no such element is in the document', async () => {
      const { create, fail, loads } = register();
      const el = create();
      const box = await place();
      box.append(el);
      const error = oneEvent(box, 'arc-error');
      fail();
      await error;
      el.remove();
      window.dispatchEvent(new Event('online'));
      expect(loads()).to.equal(1);
      box.append(el);
      await loadingIn(el).updateComplete;
      expect(loads()).to.equal(2);
    });
  });
});
