/** Theme, colour scheme, width, direction and language of the preview. */
export interface Look {
  readonly theme: ThemeName;
  readonly scheme: Scheme;
  readonly width: Width;
  readonly direction: Direction;
  readonly locale: string;
}

/**
 * What the gallery shows: a state of an element, and its look. It is kept in the address, so that
 * it can be shared.
 */
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

export const DEFAULT_LOOK: Look = {
  theme: 'default',
  scheme: 'system',
  width: 'full',
  direction: 'ltr',
  locale: 'en-US',
};

const VALUES: { readonly [K in keyof Look]: readonly string[] } = {
  theme: THEMES,
  scheme: SCHEMES,
  width: WIDTHS,
  direction: DIRECTIONS,
  locale: LOCALES,
};

/**
 * Reads `#arc-meter-list/stale?scheme=dark`. Unknown values are ignored, so that old links still
 * open.
 */
export function parseAddress(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [tag = '', state = ''] = path.split('/', 2);
  const asked = new URLSearchParams(query);
  const look = Object.fromEntries(
    Object.entries(VALUES).map(([key, values]) => {
      const value = asked.get(key);
      return [key, value !== null && values.includes(value) ? value : DEFAULT_LOOK[key as keyof Look]];
    }),
  );
  return { tag, state, look: look as unknown as Look };
}

/** Returns the address of a place, without the values that are the default. */
export function formatAddress({ tag, state, look }: Place): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(VALUES) as (keyof Look)[]) {
    if (look[key] !== DEFAULT_LOOK[key]) query.set(key, look[key]);
  }
  const text = query.toString();
  return `#${tag}/${state}${text === '' ? '' : `?${text}`}`;
}
