import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { type EmbedOptions, embedCode } from './embed-code.ts';

const SAME_SITE: EmbedOptions = { base: '/arc/', broker: 'https://broker.example.com' };
const CONNECT = 'https://connect.example';

/** Returns the additions to a policy as `directive source`, without the hash of the style. */
async function addedTo(policy: string, options: Partial<EmbedOptions> = {}): Promise<string[]> {
  const lines = (await embedCode({ ...SAME_SITE, policy, ...options })).policy;
  const added = lines.flatMap(({ directive, added }) => added.map((source) => `${directive} ${source}`));
  return added.filter((line) => !line.startsWith('style-src'));
}

describe('embedCode: addresses', () => {
  it('allows only the folder of the scripts on another site, and notes that it needs CORS', async () => {
    const { head, header, notes } = await embedCode({ ...SAME_SITE, base: 'https://cdn.example/arc/1.2.3' });
    assert.match(head, /src="https:\/\/cdn\.example\/arc\/1\.2\.3\/arc-elements\.js" crossorigin="anonymous"/);
    assert.match(header, /script-src https:\/\/cdn\.example\/arc\/1\.2\.3\/;/);
    assert.match(notes.join(), /Access-Control-Allow-Origin/);
  });

  it('escapes addresses in attributes', async () => {
    const { tags } = await embedCode({ ...SAME_SITE, sessionUrl: '/session?a="b"&c=<d>' });
    assert.ok(tags.includes('session-url="/session?a=&quot;b&quot;&amp;c=&lt;d>"'));
  });

  it('escapes addresses in directives', async () => {
    const { header } = await embedCode({ ...SAME_SITE, base: 'https://cdn.example/a;b,c/' });
    assert.match(header, /script-src https:\/\/cdn\.example\/a%3Bb%2Cc\/;/);
  });

  const refused: [string, Partial<EmbedOptions>, RegExp][] = [
    ['without a scheme', { base: 'cdn.example/arc/' }, /^--base "cdn.example\/arc\/" has no scheme/],
    ['with the scheme of the page', { base: '//cdn.example/arc/' }, /^--base .+ has no scheme/],
    ['that is not encrypted', { broker: 'http://broker.example' }, /^--broker .+ is not encrypted/],
    ['with a query', { base: '/arc/?v=1' }, /^--base .+ has a query/],
    ['with a user name', { connect: 'https://me:it@connect.example' }, /^--connect contains a user name/],
    ['that is not a URL', { broker: 'https://bro ker' }, /^--broker .+ is not an address/],
    ['of a broker for the chart alone', { chartOnly: true }, /^--broker is not for --chart-only/],
  ];
  for (const [what, options, message] of refused)
    it(`refuses an address ${what}`, async () => {
      await assert.rejects(embedCode({ ...SAME_SITE, ...options }), { name: 'EmbedOptionError', message });
    });

  it('accepts http on this machine', async () => {
    for (const broker of ['http://localhost:4020', 'http://127.0.0.1:4020', 'http://broker.localhost'])
      assert.ok((await embedCode({ ...SAME_SITE, broker })).header.includes(broker));
  });
});

describe('embedCode: inline script and style', () => {
  const integrity = {
    'arc-elements.js': 'sha384-a',
    'arc-elements.x-1.js': 'sha384-b',
    'arc-interval-chart.js': 'sha384-c',
  };

  it('have their hashes in the policy', async () => {
    const { head, header } = await embedCode({ ...SAME_SITE, integrity });
    const inline = [...head.matchAll(/<(?:script type="importmap"|style)>(.*?)<\/(?:script|style)>/gs)];
    assert.equal(inline.length, 2);
    for (const [, content = ''] of inline)
      assert.ok(header.includes(`'sha256-${createHash('sha256').update(content).digest('base64')}'`));
  });

  it('have an import map with only the files that the entry can load', async () => {
    const { importMap } = await embedCode({ ...SAME_SITE, integrity });
    const map = JSON.parse(/>(.*)</s.exec(importMap ?? '')?.[1] ?? '');
    assert.deepEqual(Object.keys(map.integrity), ['/arc/arc-elements.js', '/arc/arc-elements.x-1.js']);
  });

  it('have the nonce of the policy instead of a hash, if it has one', async () => {
    const policy = "script-src 'nonce-{{n}}'; style-src 'nonce-{{n}}'";
    const { head, header } = await embedCode({ ...SAME_SITE, integrity, policy });
    assert.equal(head.match(/ nonce="\{\{n\}\}"/g)?.length, 3);
    assert.equal(header, policy);
  });
});

describe('embedCode: merging with a policy', () => {
  const cases: [string, string, Partial<EmbedOptions>, string[]][] = [
    ['nothing to a policy without limits', 'img-src *', {}, []],
    ['the broker to a copy of default-src', "default-src 'self'", {}, ['connect-src https://broker.example.com']],
    [
      'a source to the directive that applies',
      'script-src https://x.example; script-src-elem https://y.example',
      {},
      ["script-src-elem 'self'"],
    ],
    [
      "sources in place of 'none'",
      "connect-src 'none'",
      {},
      ["connect-src 'self'", 'connect-src https://broker.example.com'],
    ],
    ['nothing that a wildcard allows', "connect-src 'self' https://*.example.com", {}, []],
    ['nothing that a scheme allows', "connect-src 'self' https:", {}, []],
    [
      'a host that only ends like an allowed one',
      "connect-src 'self' https://*.ample.com",
      {},
      ['connect-src https://broker.example.com'],
    ],
    [
      'a host with another port than the allowed one',
      "connect-src 'self' https://broker.example.com:8443",
      {},
      ['connect-src https://broker.example.com'],
    ],
    ['a frame to a copy of child-src', 'child-src https://a.example', { connect: CONNECT }, [`frame-src ${CONNECT}`]],
    ['a worker if scripts need a nonce', "script-src 'nonce-a'", { files: true }, ["worker-src 'self'"]],
    ['no worker that strict-dynamic trusts', "script-src 'nonce-a' 'strict-dynamic'", { files: true }, []],
    [
      'names of Trusted Types policies to a list of names',
      'trusted-types page',
      { files: true },
      ['trusted-types lit-html', 'trusted-types arc-worker'],
    ],
    ['no names of Trusted Types policies if all are allowed', "trusted-types * 'allow-duplicates'", {}, []],
    [
      'both directives of Trusted Types if the page enforces them',
      'img-src *',
      { trustedTypes: true },
      ["require-trusted-types-for 'script'", 'trusted-types lit-html'],
    ],
  ];
  for (const [what, policy, options, added] of cases)
    it(`adds ${what}`, async () => assert.deepEqual(await addedTo(policy, options), added));

  it('adds nothing to its own result', async () => {
    const options = { ...SAME_SITE, connect: CONNECT, trustedTypes: true, files: true };
    const { header } = await embedCode({ ...options, policy: "default-src 'self'; child-src 'none'" });
    const again = await embedCode({ ...options, policy: header });
    assert.deepEqual(
      again.policy.flatMap(({ added }) => added),
      [],
    );
    assert.equal(again.header, header);
  });

  it('adds no hash, which would disable unsafe-inline', async () => {
    const { header } = await embedCode({ ...SAME_SITE, policy: "style-src 'unsafe-inline'" });
    assert.equal(header, "style-src 'unsafe-inline'");
  });

  it('copies keywords for scripts to no other directive', async () => {
    const { header } = await embedCode({ ...SAME_SITE, policy: "default-src 'self' 'unsafe-eval' https://a.example" });
    assert.match(header, /connect-src 'self' https:\/\/a\.example https:\/\/broker\.example\.com(;|$)/);
  });

  it('notes names that are not directives', async () => {
    const notesOn = async (policy: string) => (await embedCode({ ...SAME_SITE, policy })).notes.join('\n');
    assert.match(
      await notesOn('garbage; img-src *; Script-Scr a'),
      /^Browsers ignore unknown directives in your policy: garbage, script-scr\.$/m,
    );
    assert.doesNotMatch(await notesOn('IMG-SRC *; report-to a; upgrade-insecure-requests'), /Browsers ignore/);
  });

  it('refuses text that is not exactly one policy', async () => {
    await assert.rejects(addedTo("default-src 'self', img-src *"), { message: /comma/ });
    await assert.rejects(addedTo(' ; '), { message: /empty/ });
    await assert.rejects(addedTo("'self' img-src"), { message: /"'self'" where a directive should be/ });
    await assert.rejects(addedTo("script-src 'strict-dynamic' 'sha256-a'"), { message: /without a nonce/ });
  });
});
