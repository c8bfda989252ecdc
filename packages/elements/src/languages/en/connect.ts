/** English, from which the other languages are translated. */
export const connect = () => ({
  create: 'Connect your utility',
  another: 'Connect another utility',
  update: 'Sign in again',
  hint:
    'Reads your bills, meters and usage. Your password goes to your utility’s sign-in only, never to this ' +
    'site, and nothing on your account is changed.',
  title: { create: 'Connect your utility', update: 'Sign in to your utility again' },
  frame: 'Utility sign-in',
  close: 'Close',
  loading: 'Opening the secure sign-in',
  silentTitle: 'The sign-in page is not answering.',
  silentHint:
    'It may be slow, or blocked by a privacy extension or by this site’s security settings. You can wait, ' +
    'or open it in a tab of its own.',
  reload: 'Load it again',
  newTab: 'Open in a new tab',
  ended: {
    LOGIN_SUCCESS: 'You are connected.',
    PENDING: 'Thank you. Your utility is checking the sign-in; you can leave this page.',
    NO_SUBMIT: '',
    REJECTED: 'Your utility did not accept this sign-in. Please try again with the one you use on its own site.',
    TIMED_OUT: 'Your utility takes longer than usual to answer. We keep checking; you can leave this page.',
    ERROR: 'This did not work, and nothing was changed. Please try again.',
    UNKNOWN: 'Thank you. What happens next appears here.',
  },
});
