import { type Address, EmbedOptionError, readAddress, sourceOf } from './addresses.ts';
import { hashSource, tag } from './markup.ts';
import { addNeeds, headerOf, type Need, nonceFor, type PolicyLine, parsePolicy, unknownIn } from './policy.ts';

export { EmbedOptionError } from './addresses.ts';
export type { PolicyLine } from './policy.ts';

/** Options of an embed. An address is `https://…` or a path such as `/arc/`. */
export interface EmbedOptions {
  /** Folder of the script-tag bundles. */
  readonly base: string;
  /** Address of the token broker; needed unless `chartOnly`. */
  readonly broker?: string | undefined;
  /** The partner's route that issues a session. Default `/arc/session`. */
  readonly sessionUrl?: string | undefined;
  /** Address of the Connect page, of which only the origin is used. */
  readonly connect?: string | undefined;
  /** Address of the platform's older Connect script. */
  readonly connectScript?: string | undefined;
  /** True if the page enforces Trusted Types. */
  readonly trustedTypes?: boolean | undefined;
  /** `integrity.json` of the bundles. The browser then runs only these files. */
  readonly integrity?: Readonly<Record<string, string>> | undefined;
  /** True to add a chart in which people open their own files. */
  readonly files?: boolean | undefined;
  /** True for the chart alone, without a session. It shows files or data of the page. */
  readonly chartOnly?: boolean | undefined;
  /** Space between the elements, as a CSS length. Default `16px`. */
  readonly gap?: string | undefined;
  /** `Content-Security-Policy` of the page. By default, the policy allows only the elements. */
  readonly policy?: string | undefined;
}

/**
 * Code for a page. The policy has hashes of the inline script and style, so copy these unchanged.
 */
export interface EmbedCode {
  /** For the head of the page: import map, script and style. */
  readonly head: string;
  /** The import map, which is also part of `head`; `null` without `integrity`. */
  readonly importMap: string | null;
  /** Content of the style element in `head`. */
  readonly css: string;
  /** Markup of the elements, for the body of the page. */
  readonly tags: string;
  /** The directives, each with its reason. */
  readonly policy: readonly PolicyLine[];
  /** Value of the `Content-Security-Policy` header. */
  readonly header: string;
  /** Sentences on what else the page or its server needs. */
  readonly notes: readonly string[];
}

/** Hides the content of a gate until its script is loaded. */
const GATE = 'arc-feature-gate:not(:defined) > :not([slot="loading"]) { display: none }';
/** Policy of a page that has none. */
const STRICT = "default-src 'none'";

/**
 * Returns the markup, the policy and the style that a partner's page needs. Runs on servers, and in
 * browsers on a secure page.
 * @throws {EmbedOptionError} An option is invalid.
 */
export async function embedCode(options: EmbedOptions): Promise<EmbedCode> {
  const places = placesOf(options);
  const { base, connect, script } = places;
  const given = parsePolicy(options.policy ?? STRICT);
  const name = options.chartOnly ? 'arc-interval-chart' : 'arc-elements';
  const css = cssOf(options);
  const map = mapOf(options.integrity, name, base.href);
  const nonce = nonceFor(given, 'script-src');
  const importMap = map === null ? null : tag('script', { type: 'importmap', nonce }, map);
  const entry = tag('script', {
    type: 'module',
    src: `${base.href}${name}.js`,
    integrity: options.integrity?.[`${name}.js`] ?? null,
    crossorigin: base.origin === null ? null : 'anonymous',
    nonce,
  });
  const style = tag('style', { nonce: nonceFor(given, 'style-src') }, css);
  const needs = [
    ...needsOf(places, options),
    ...(map === null ? [] : [need('script-src', await hashSource(map), 'the import map', true)]),
    need('style-src', await hashSource(css), 'the inline style', true),
  ];
  const connectMissing = !options.chartOnly && connect === null && script === null;
  const policy = explained(addNeeds(given, needs), options.policy === undefined);
  return {
    head: [importMap, entry, style].filter((part) => part !== null).join('\n'),
    importMap,
    css,
    tags: tagsOf(places, options),
    policy,
    header: headerOf(policy),
    notes: notesOf({ base, connectMissing, unknown: unknownIn(given) }, options),
  };
}

/** Returns the sources that a page needs in its policy, except the hashes of inline code. */
function needsOf({ base, broker, session, connect, script }: Places, options: EmbedOptions): Need[] {
  const { trustedTypes = false, files = false } = options;
  const needs = [need('script-src', sourceOf(base, true), 'the scripts of the elements', true)];
  if (script !== null) needs.push(need('script-src', sourceOf(script, true), "Connect's older script"));
  // Browsers do not start workers of another origin. Files are then read on the main thread.
  if (files && base.origin === null) needs.push(need('worker-src', sourceOf(base), 'the worker that reads files'));
  if (session !== null) needs.push(need('connect-src', sourceOf(session), 'the session route'));
  if (broker !== null) needs.push(need('connect-src', sourceOf(broker), 'the broker'));
  for (const page of [connect, script])
    if (page !== null) needs.push(need('frame-src', sourceOf(page), 'the Connect page'));
  const types = (directive: string, source: string, why: string) =>
    needs.push({ ...need(directive, source, why), always: trustedTypes });
  if (trustedTypes)
    types('require-trusted-types-for', "'script'", 'text becomes markup or script only by a policy named below');
  types('trusted-types', 'lit-html', 'markup of the elements');
  if (files) types('trusted-types', 'arc-worker', 'the address of the worker');
  if (script !== null) types('trusted-types', 'arc-connect', "the address of Connect's older script");
  return needs;
}

const need = (directive: string, source: string, why: string, ownTag = false): Need => ({
  directive,
  source,
  why,
  ownTag,
});

interface Places {
  readonly base: Address;
  readonly broker: Address | null;
  readonly session: Address | null;
  readonly connect: Address | null;
  readonly script: Address | null;
}

function placesOf(options: EmbedOptions): Places {
  const { base, broker, sessionUrl, connect, connectScript, chartOnly = false } = options;
  if (base === undefined) throw new EmbedOptionError('--base', 'is missing: the folder with the files, such as /arc/.');
  if (chartOnly) {
    const alone = {
      '--broker': broker,
      '--session-url': sessionUrl,
      '--connect': connect,
      '--connect-script': connectScript,
    };
    for (const [option, value] of Object.entries(alone))
      if (value !== undefined) throw new EmbedOptionError(option, 'is not for --chart-only, which has no session.');
  } else if (broker === undefined) {
    throw new EmbedOptionError('--broker', 'is missing: the address of your token broker.');
  }
  const read = (option: string, text: string | undefined, query?: 'allowed') =>
    text === undefined ? null : readAddress(option, text, query);
  const folder = readAddress('--base', base);
  const slash = folder.pathname.endsWith('/') ? '' : '/';
  return {
    base: { ...folder, href: folder.href + slash, pathname: folder.pathname + slash },
    broker: read('--broker', broker),
    session: chartOnly ? null : read('--session-url', sessionUrl ?? '/arc/session', 'allowed'),
    connect: read('--connect', connect, 'allowed'),
    script: read('--connect-script', connectScript, 'allowed'),
  };
}

function cssOf({ gap = '16px', chartOnly = false }: EmbedOptions): string {
  if (!/^(0|\d*\.?\d+(px|rem|em))$/.test(gap))
    throw new EmbedOptionError('--gap', `"${gap}" is not a length such as 16px or 1rem.`);
  return chartOnly ? `arc-interval-chart { --arc-gap: ${gap} }` : `${GATE}\narc-session { --arc-gap: ${gap} }`;
}

/** Returns the content of the import map; `null` without hashes. */
function mapOf(hashes: EmbedOptions['integrity'], name: string, base: string): string | null {
  if (hashes === undefined) return null;
  if (hashes[`${name}.js`] === undefined)
    throw new EmbedOptionError('--integrity', `found no hash of ${name}.js in integrity.json.`);
  const files = Object.entries(hashes).filter(([file]) => file.startsWith(`${name}.`));
  return JSON.stringify({ integrity: Object.fromEntries(files.map(([file, hash]) => [base + file, hash])) }, null, 2);
}

function tagsOf({ broker, session, script }: Places, { files = false, chartOnly = false }: EmbedOptions): string {
  // A chart inside a session shows a meter, so the chart for files is outside.
  const fileChart = tag('arc-interval-chart', { 'accept-file': '' });
  if (chartOnly) return files ? fileChart : tag('arc-interval-chart');
  const inside = [
    tag('arc-connect', { 'connect-script': script?.href ?? null }),
    ...['connection-status', 'feature-availability', 'meter-list', 'interval-chart'].map((name) => tag(`arc-${name}`)),
  ];
  const content = inside.map((each) => `\n  ${each}`).join('');
  const around = { broker: broker?.href ?? null, 'session-url': session?.href ?? null };
  return [tag('arc-session', around, `${content}\n`), ...(files ? [fileChart] : [])].join('\n');
}

/** Adds the reason for `default-src` if the policy was {@link STRICT}. */
function explained(lines: readonly PolicyLine[], ours: boolean): readonly PolicyLine[] {
  if (!ours) return lines;
  return lines.map((line) =>
    line.directive === 'default-src' ? { ...line, added: line.sources, why: 'blocks what no other line allows' } : line,
  );
}

function notesOf(
  { base, connectMissing, unknown }: { base: Address; connectMissing: boolean; unknown: readonly string[] },
  options: EmbedOptions,
): string[] {
  const notes: string[] = [];
  if (unknown.length > 0) notes.push(`Browsers ignore unknown directives in your policy: ${unknown.join(', ')}.`);
  if (base.origin !== null) {
    notes.push(
      `${base.origin} has to send Access-Control-Allow-Origin, which browsers require for modules of another site.`,
    );
    if (options.files)
      notes.push('Files are read on the main thread, because browsers do not start workers of another site.');
  }
  if (connectMissing)
    notes.push(
      'The policy does not allow the Connect page, where people sign in at their utility: add --connect ' +
        'with its address.',
    );
  if (options.policy === undefined)
    notes.push('The policy allows only the elements: add what your page loads, or pass its policy as --policy.');
  if (options.integrity !== undefined)
    notes.push('The hashes are those of this version: print them again when you replace the files.');
  return notes;
}
