import type { LocaleRules } from '../locale-rules.ts';

/** English, from which the other languages are translated. */
export const shared = ({ plural }: LocaleRules) => ({
  loading: 'Loading',
  stillLoading: 'Still loading. This takes longer than usual.',
  retry: 'Try again',
  lastUpdated: (when: string) => `Last updated ${when}`,
  lastUpdatedEarlier: 'Last updated earlier',
  /** Text that only screen readers say, after text that everybody sees. */
  also: (text: string) => `, ${text}`,
  partial: (count: number) =>
    plural(count, {
      one: 'One entry could not be read and is left out.',
      other: '# entries could not be read and are left out.',
    }),
  /** For meters whose usage data can be turned on. */
  activate: 'Turn on usage data',
  activateHint: 'Reads up to a year back, then every new reading.',
  activating: 'Turning on…',
  activateFailed: 'This could not be turned on.',
  noSession: 'This widget is not connected to a session.',
  noSessionHint: 'The site has to put it inside <arc-session>, or name one with session="…".',
  sessionIncomplete: 'The session of this site is not set up completely.',
});
