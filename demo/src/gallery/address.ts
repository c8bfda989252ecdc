/** How a state is looked at. */
export interface Look {
  readonly theme: ThemeName;
  readonly scheme: Scheme;
  readonly width: Width;
  readonly direction: Direction;
  readonly locale: string;
}

/** What the gallery shows: an element, a state of it, and how. Kept in the address, so that it can be shared. */
export interface Place {
  readonly tag: string;
  readonly state: string;
  readonly look: Look;
}

const THEMES = ['default', 'larkfield', 'voltway', 'almanac'] as const;
type ThemeName = (typeof THEMES)[number];
const SCHEMES = ['light', 'dark', 'system'] as const;
type Scheme = (typeof SCHEMES)[number];
const WIDTHS = ['320', '390', '768', 'full'] as const;
type Width = (typeof WIDTHS)[number];
const DIRECTIONS = ['ltr', 'rtl'] as const;
type Direction = (typeof DIRECTIONS)[number];
const LOCALES = ['en-US', 'en-GB', 'es', 'fr', 'de', 'ar'] as const;

export const PLAIN_LOOK: Look = {
  theme: 'default',
  scheme: 'system',
  width: 'full',
  direction: 'ltr',
  locale: 'en-US',
};

const WORDS: { readonly [K in keyof Look]: readonly string[] } = {
  theme: THEMES,
  scheme: SCHEMES,
  width: WIDTHS,
  direction: DIRECTIONS,
  locale: LOCALES,
};

/** Reads `#arc-meter-list/stale?scheme=dark`. Words that are not known are left out, so an old link still opens. */
export function parseAddress(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [tag = '', state = ''] = path.split('/', 2);
  const asked = new URLSearchParams(query);
  const look = Object.fromEntries(
    Object.entries(WORDS).map(([key, words]) => {
      const word = asked.get(key);
      return [key, word !== null && words.includes(word) ? word : PLAIN_LOOK[key as keyof Look]];
    }),
  );
  return { tag, state, look: look as unknown as Look };
}

/** The address of a place; what is as usual is left out. */
export function formatAddress({ tag, state, look }: Place): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(WORDS) as (keyof Look)[]) {
    if (look[key] !== PLAIN_LOOK[key]) query.set(key, look[key]);
  }
  const text = query.toString();
  return `#${tag}/${state}${text === '' ? '' : `?${text}`}`;
}
