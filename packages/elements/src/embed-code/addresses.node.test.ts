import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EmbedOptionError, type EmbedOptions, embedCode } from './embed-code.ts';

const SAME_SITE: EmbedOptions = { base: '/arc/', broker: 'https://broker.example.com' };
/**
 * Text that starts like an address, with characters that have a meaning in a policy or in a URL.
 */
const ADDRESS = fc
  .tuple(
    fc.constantFrom('https://', 'http://', '/', ''),
    fc.string({
      unit: fc.constantFrom('a', 'b.example', 'localhost', '1', ...` ;,'"*%2/:.-_[]()$\`\\\t\n\u00fc`),
      maxLength: 12,
    }),
  )
  .map((parts) => parts.join(''));

/** Returns the source that allows an address in a policy of `https://site.example`. */
function originOf(text: string): string {
  const { origin } = new URL(text, 'https://site.example');
  return origin === 'https://site.example' ? "'self'" : origin;
}

describe('addresses in the policy', () => {
  const hosts = ['b.example;x', 'b.example,c', "b.example'", '*.example', 'b.example; script-src *', 'a b.example'];
  for (const host of [...hosts, 'c.example;script-src', 'b.example%3Bx', 'b_c.example'])
    it(`cannot have the host "${host}"`, async () => {
      await assert.rejects(embedCode({ ...SAME_SITE, broker: `https://${host}` }), {
        name: 'EmbedOptionError',
        message: `--broker "https://${host}" is not an address.`,
      });
    });

  for (const path of ['/\\other.example/', '/\t/other.example/'])
    it(`cannot be ${JSON.stringify(path)}, which looks like a path but names another site`, async () => {
      await assert.rejects(embedCode({ ...SAME_SITE, base: path }), { message: /^--base .+ is not an address\.$/s });
    });

  it('can have an IP address of both versions, or an international name, as a host', async () => {
    for (const [broker, source] of [
      ['https://192.0.2.1:8443', 'https://192.0.2.1:8443'],
      ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
      ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ])
      assert.ok((await embedCode({ ...SAME_SITE, broker })).header.includes(`connect-src 'self' ${source};`));
  });

  it('are one source each, whatever text is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(ADDRESS, ADDRESS, ADDRESS, async (base, broker, connect) => {
        const result = await embedCode({ base, broker, connect }).catch((error: unknown) => error);
        if (result instanceof EmbedOptionError) return;
        const { header } = result as Awaited<ReturnType<typeof embedCode>>;
        const directives = header.split(/[;,]/).map((each) => each.trim().split(/\s+/));
        const scripts = directives[1]?.[1] ?? '';
        assert.deepEqual(directives, [
          ['default-src', "'none'"],
          ['script-src', scripts],
          ['connect-src', ...new Set(["'self'", originOf(broker)])],
          ['frame-src', originOf(connect)],
          ['style-src', directives[4]?.[1]],
        ]);
        assert.equal(scripts === "'self'" ? scripts : new URL(scripts).origin, originOf(base));
        for (const source of directives.flatMap(([, ...sources]) => sources))
          assert.match(
            source,
            /^('(none|self|sha256-[\w+/=]+)'|https?:\/\/([a-z\d.-]+|\[[\da-f:.]+\])(:\d+)?(\/\S*)?)$/,
          );
      }),
      { numRuns: 2000 },
    );
  });
});
