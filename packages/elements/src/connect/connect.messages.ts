/** Words of `arc-connect`, in one place for translation. */
export const messages = {
  create: 'Connect your utility',
  another: 'Connect another utility',
  update: 'Sign in again',
  hint: 'Reads your bills, meters and usage. Your password goes to your utility’s sign-in only, never to this site, and nothing on your account is changed.',
  title: { create: 'Connect your utility', update: 'Sign in to your utility again' },
  frame: 'Utility sign-in',
  close: 'Close',
  loading: 'Opening the secure sign-in',
  silentTitle: 'The sign-in page is not answering.',
  silentHint:
    'It may be slow, or blocked by a privacy extension or by this site’s security settings. You can wait, or open it in a tab of its own.',
  reload: 'Load it again',
  newTab: 'Open in a new tab',
  unsafe: 'The service answered with an address that cannot be opened.',
  ended: {
    LOGIN_SUCCESS: 'You are connected.',
    PENDING: 'Thank you. Your utility is checking the sign-in; you can leave this page.',
    NO_SUBMIT: '',
    UNKNOWN: 'Thank you. What happens next appears here.',
  },
};
