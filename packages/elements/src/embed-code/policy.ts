import { EmbedOptionError } from './addresses.ts';
import { allows, isStrictDynamic, nonceIn, type Wanted } from './source-list.ts';

/** One source that elements need in a policy. */
export interface Need extends Wanted {
  readonly directive: string;
  /** What it is for. */
  readonly why: string;
  /** The directive is wanted also where its absence would limit nothing. */
  readonly always?: boolean;
}

/** One directive of a policy. */
export interface PolicyLine {
  readonly directive: string;
  /** All of its sources, in order. */
  readonly sources: readonly string[];
  /** Those of them that were not in the policy before; copies of a directive that no longer applies are not among them. */
  readonly added: readonly string[];
  /** What elements need it for; empty where they do not. */
  readonly why: string;
}

type Policy = Map<string, readonly string[]>;

/** Which directives decide on a need, the first that a policy has. Source: CSP level 3, 6.8.3. */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'style-src': ['style-src-elem', 'style-src', 'default-src'],
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
};

/**
 * Reads the value of a `Content-Security-Policy` header; of a directive that is there twice the first counts.
 * @throws {EmbedOptionError} It is not one policy.
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

/** The name of the directive of a policy that decides on a kind of need; `undefined` if nothing limits it. */
const decidingName = (policy: Policy, directive: string): string | undefined =>
  (DECIDING[directive] ?? [directive]).find((name) => policy.has(name));

/** The nonce that a policy wants on tags of a kind; `null` for none. */
export const nonceFor = (policy: Policy, directive: 'script-src' | 'style-src'): string | null =>
  nonceIn(policy.get(decidingName(policy, directive) ?? '') ?? []);

/**
 * The policy with everything that elements need, and nothing twice.
 * @throws {EmbedOptionError} It trusts only scripts with a nonce, and has none.
 */
export function addNeeds(given: Policy, needs: readonly Need[]): PolicyLine[] {
  const policy = new Map(given);
  for (const need of needs) {
    const deciding = decidingName(policy, need.directive);
    if (deciding === undefined) {
      if (need.always) policy.set(need.directive, [need.source]);
      continue;
    }
    const sources = policy.get(deciding) ?? [];
    if (allows(sources, need)) continue;
    if (need.ownTag && isStrictDynamic(sources) && !need.source.startsWith("'sha"))
      throw new EmbedOptionError('--policy', "has 'strict-dynamic' without a nonce for the script tag; give it one.");
    const own = deciding === need.directive || deciding === `${need.directive}-elem`;
    const kept = own ? sources : sources.filter((source) => isMeant(source, need.directive));
    policy.set(own ? deciding : need.directive, [...kept.filter((source) => source !== "'none'"), need.source]);
  }
  return [...policy].map(([directive, sources]) => {
    const before = given.get(directive) ?? given.get(decidingName(given, directive) ?? '') ?? [];
    const reasons = needs.filter((need) => decidingName(policy, need.directive) === directive).map(({ why }) => why);
    return {
      directive,
      sources,
      added: sources.filter((source) => !before.includes(source)),
      why: [...new Set(reasons)].join('; '),
    };
  });
}

/** False for words about scripts and styles in the copy of a list for something else. */
const isMeant = (source: string, directive: string): boolean =>
  /^(script|style)-src/.test(directive) || !source.startsWith("'") || source === "'self'";

/** The value of the header. */
export const headerOf = (lines: readonly PolicyLine[]): string =>
  lines.map(({ directive, sources }) => [directive, ...sources].join(' ')).join('; ');
