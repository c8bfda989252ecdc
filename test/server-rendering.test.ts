import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { outputOf, renderPages } from './server-rendering/request.ts';

const manifest = JSON.parse(
  readFileSync(join(import.meta.dirname, '../packages/elements/custom-elements.json'), 'utf8'),
);
const TAGS: readonly string[] = manifest.modules.flatMap(({ declarations }: { declarations: { tagName?: string }[] }) =>
  declarations.flatMap(({ tagName }) => tagName ?? []),
);
/** Tags that a server renders in a loading state. */
const WAITING = TAGS.filter((tag) => tag !== 'arc-session' && tag !== 'arc-connect');
/** Returns an opening tag; a gate needs the attribute `feature`. */
const opened = (tag: string, attributes = ''): string =>
  `<${tag}${tag === 'arc-feature-gate' ? ' feature="charge_cost"' : ''} ${attributes}></${tag}>`;

describe('server rendering by @lit-labs/ssr', { timeout: 60_000 }, () => {
  describe('of each tag', () => {
    let pages: Map<string, string>;

    before(async () => {
      const rendered = await renderPages({ pages: TAGS.map((tag) => opened(tag, 'id="x"')) });
      pages = new Map(TAGS.map((tag, i) => [tag, rendered[i] as string]));
    });

    for (const tag of TAGS) {
      it(`gives ${tag} its attributes and a declarative shadow root with its styles`, () => {
        assert.match(
          pages.get(tag) ?? '',
          new RegExp(`^<${tag}[^>]* id="x"[^>]*><template [^>]*shadowrootmode="open"`),
        );
        assert.match(pages.get(tag) ?? '', /<style>[^<]*:host/);
      });
    }

    for (const tag of WAITING) {
      it(`renders ${tag} in its loading state`, () => assert.match(pages.get(tag) ?? '', /part="skeleton"/));
    }

    it('delegates the focus of arc-connect to its button', () => {
      assert.match(pages.get('arc-connect') ?? '', /shadowrootdelegatesfocus/);
    });
  });

  it('uses the attributes', async () => {
    const [connect, chart] = await renderPages({
      pages: [
        '<arc-connect credential-id="12"></arc-connect>',
        '<arc-interval-chart heading="Our roof" table></arc-interval-chart>',
      ],
    });
    assert.match(connect ?? '', /Sign in again/);
    assert.match(chart ?? '', /^<arc-interval-chart[^>]* table[\s\S]*Our roof/);
  });

  it('renders the loading state with any attributes: a file, a link, a session elsewhere', async () => {
    const pages = [
      '<arc-interval-chart src="/usage.csv" accept-file></arc-interval-chart>',
      '<arc-interval-chart link="roof" group="all"></arc-interval-chart>',
      '<arc-meter-list session="main"></arc-meter-list>',
    ];
    for (const page of await renderPages({ pages })) assert.match(page, /part="skeleton"/);
  });

  it('starts no session, even with all attributes', async () => {
    // With something left running the process would not end.
    const [page] = await renderPages({
      pages: ['<arc-session broker="http://127.0.0.1:9" session-url="http://127.0.0.1:9/"><p>Hello</p></arc-session>'],
    });
    assert.match(page ?? '', /<p>Hello<\/p><\/arc-session>$/);
  });

  it('leaves no timer or request where the server calls connectedCallback', async () => {
    const waiting = WAITING.map((tag) => opened(tag)).join('');
    const whole = `<arc-session broker="/b" session-url="/s">${waiting}</arc-session>`;
    assert.deepEqual(await renderPages({ pages: [whole], connects: true }), await renderPages({ pages: [whole] }));
  });

  it('uses English, or the `lang` of an element, and marks the language', async () => {
    const pages = ['', 'de', 'de-AT', 'ar', 'tlh', '"'].map(
      (lang) => `<arc-meter-list lang='${lang}'></arc-meter-list>`,
    );
    const rendered = await renderPages({ pages, languages: ['de', 'ar'] });
    const marked = rendered.map((page) =>
      /part="skeleton"[^>]* lang="([^"]*)" dir="(\w+)"/.exec(page)?.slice(1).join(),
    );
    assert.deepEqual(marked, ['en,ltr', 'de,ltr', 'de-AT,ltr', 'ar,rtl', 'en,ltr', 'en,ltr']);
    const words = rendered.map((page) => /visually-hidden"><!--lit-part-->([^<]*)/.exec(page)?.[1]);
    assert.equal(words[0], 'Loading your meters');
    assert.equal(words[1], words[2]);
    assert.notEqual(words[1], words[0]);
    assert.match(words[3] ?? '', /[\u0600-\u06ff]/);
    assert.equal(words[4], words[0]);
  });

  it('uses the language of the session around, unless an element has its own', async () => {
    const [page] = await renderPages({
      pages: [
        `<arc-session locale="de"><main><arc-meter-list></arc-meter-list></main><arc-meter-list lang="en"></arc-meter-list></arc-session>
        <arc-meter-list></arc-meter-list>`,
      ],
      languages: ['de'],
    });
    const marked = [...(page ?? '').matchAll(/part="skeleton"[^>]* lang="([^"]*)"/g)].map(([, lang]) => lang);
    assert.deepEqual(marked, ['de', 'en', 'en']);
  });

  it('uses English in place of a language that was not loaded', async () => {
    const [page] = await renderPages({ pages: ['<arc-meter-list lang="de"></arc-meter-list>'] });
    assert.match(page ?? '', /part="skeleton"[^>]* lang="en"/);
    assert.match(page ?? '', /Loading your meters/);
  });

  it('keeps requests apart that render at the same time', async () => {
    const pageOf = (lang: string, name: string): string =>
      `<arc-session locale="${lang}" theme="dark">${WAITING.map((tag) => opened(tag, `lang="${lang}"`)).join('')}
        <arc-interval-chart heading="${name}"></arc-interval-chart></arc-session>`;
    const pages = [pageOf('de', 'Ada'), pageOf('en', 'Hal'), pageOf('fr', 'Bo')];
    const languages = ['de', 'fr'];
    const together = await renderPages({ pages, languages });
    const alone = await Promise.all(pages.map(async (page) => (await renderPages({ pages: [page], languages }))[0]));
    assert.deepEqual(together, alone);
    assert.equal(together.filter((page) => page.includes('Ada')).length, 1);
  });

  it('adds the nonce of a page to every style', async () => {
    const [page] = await renderPages({ pages: [TAGS.map((tag) => opened(tag)).join('')], nonce: 'abc' });
    assert.equal(page?.match(/<style nonce="abc">/g)?.length, TAGS.length);
    assert.doesNotMatch(page ?? '', /<style>/);
  });

  it('writes no style attribute', async () => {
    const [page] = await renderPages({ pages: [TAGS.map((tag) => opened(tag)).join('')] });
    assert.doesNotMatch(page ?? '', / style=/);
  });

  it('renders the React components the same with @lit-labs/ssr-react', async () => {
    const html = await outputOf('render-react.ts');
    assert.match(html, /^<arc-session[^>]*><template [^>]*shadowrootmode="open"/);
    assert.match(
      html,
      /<arc-meter-list[^>]* class="meters"[^>]*><template [^>]*shadowrootmode="open".*part="skeleton"/s,
    );
  });
});
