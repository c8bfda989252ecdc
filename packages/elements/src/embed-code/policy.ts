import { EmbedOptionError } from './addresses.ts';
import { allows, isStrictDynamic, type NeededSource, nonceIn } from './source-list.ts';

/** A source that elements need in a policy. */
export interface Need extends NeededSource {
  readonly directive: string;
  /** Why the elements need it. */
  readonly why: string;
  /** True to add the directive even if the policy does not restrict what it is for. */
  readonly always?: boolean;
}

/** A directive of a policy. */
export interface PolicyLine {
  readonly directive: string;
  /** All of its sources, in order. */
  readonly sources: readonly string[];
  /** Sources that the original policy had neither here nor in a fallback of this directive. */
  readonly added: readonly string[];
  /** Why the elements need the directive; empty if they do not. */
  readonly why: string;
}

type Policy = Map<string, readonly string[]>;

/**
 * Fallbacks of each directive. The first one that a policy has applies. Source: CSP level 3, 6.8.3.
 */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'style-src': ['style-src-elem', 'style-src', 'default-src'],
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
};

/**
 * All directives of browsers, also of older ones. Source: CSP level 1 to 3, Trusted Types, and MDN.
 */
const KNOWN = new Set(
  (
    'base-uri block-all-mixed-content child-src connect-src default-src fenced-frame-src font-src form-action ' +
    'frame-ancestors frame-src img-src manifest-src media-src navigate-to object-src plugin-types prefetch-src ' +
    'referrer reflected-xss report-to report-uri require-sri-for require-trusted-types-for sandbox script-src ' +
    'script-src-attr script-src-elem style-src style-src-attr style-src-elem trusted-types ' +
    'upgrade-insecure-requests webrtc worker-src'
  ).split(' '),
);

/** Returns the names of unknown directives, which browsers ignore. */
export const unknownIn = (policy: Policy): string[] => [...policy.keys()].filter((name) => !KNOWN.has(name));

/**
 * Parses the value of a `Content-Security-Policy` header. Of a repeated directive, the first one
 * counts.
 * @throws {EmbedOptionError} The text is not exactly one policy.
 */
export function parsePolicy(text: string): Policy {
  const value = text.replace(/^\s*content-security-policy\s*:/i, '');
  if (value.includes(','))
    throw new EmbedOptionError('--policy', 'has a comma, which separates two policies; give one of them at a time.');
  const policy: Policy = new Map();
  for (const part of value.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    if (name === '') continue;
    if (!/^[a-z][a-z-]*$/i.test(name))
      throw new EmbedOptionError('--policy', `has "${name}" where a directive should be, such as script-src.`);
    if (!policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  if (policy.size === 0) throw new EmbedOptionError('--policy', 'is empty.');
  return policy;
}

/**
 * Returns the name of the directive or fallback that applies; `undefined` if the policy has none.
 */
const effectiveName = (policy: Policy, directive: string): string | undefined =>
  (FALLBACKS[directive] ?? [directive]).find((name) => policy.has(name));

/** Returns the nonce that a policy has for script or style tags; `null` without one. */
export const nonceFor = (policy: Policy, directive: 'script-src' | 'style-src'): string | null =>
  nonceIn(policy.get(effectiveName(policy, directive) ?? '') ?? []);

/**
 * Adds the sources to a policy that the elements need and that it does not allow yet.
 * @throws {EmbedOptionError} The policy has `'strict-dynamic'` without a nonce.
 */
export function addNeeds(given: Policy, needs: readonly Need[]): PolicyLine[] {
  const policy = new Map(given);
  for (const need of needs) {
    const effective = effectiveName(policy, need.directive);
    if (effective === undefined) {
      if (need.always) policy.set(need.directive, [need.source]);
      continue;
    }
    const sources = policy.get(effective) ?? [];
    if (allows(sources, need)) continue;
    if (need.ownTag && isStrictDynamic(sources) && !need.source.startsWith("'sha"))
      throw new EmbedOptionError('--policy', "has 'strict-dynamic' without a nonce for the script tag; give it one.");
    const own = effective === need.directive || effective === `${need.directive}-elem`;
    const kept = own ? sources : sources.filter((source) => hasMeaning(source, need.directive));
    policy.set(own ? effective : need.directive, [...kept.filter((source) => source !== "'none'"), need.source]);
  }
  return [...policy].map(([directive, sources]) => {
    const before = given.get(directive) ?? given.get(effectiveName(given, directive) ?? '') ?? [];
    const reasons = needs.filter((need) => effectiveName(policy, need.directive) === directive).map(({ why }) => why);
    return {
      directive,
      sources,
      added: sources.filter((source) => !before.includes(source)),
      why: [...new Set(reasons)].join('; '),
    };
  });
}

/**
 * Returns false for a keyword, nonce or hash copied to a directive that is not about scripts or
 * styles.
 */
const hasMeaning = (source: string, directive: string): boolean =>
  /^(script|style)-src/.test(directive) || !source.startsWith("'") || source === "'self'";

/** Returns the value of the header. */
export const headerOf = (lines: readonly PolicyLine[]): string =>
  lines.map(({ directive, sources }) => [directive, ...sources].join(' ')).join('; ');
