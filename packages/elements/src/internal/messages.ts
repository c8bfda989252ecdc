/** Words that all elements share, in one place for translation. */
export const messages = {
  loading: 'Loading',
  stillLoading: 'Still loading. This takes longer than usual.',
  retry: 'Try again',
  lastUpdated: 'Last updated',
  earlier: 'earlier',
  partial: (count: number) =>
    count === 1
      ? 'One entry could not be read and is left out.'
      : `${count} entries could not be read and are left out.`,
  noSession: 'This widget is not connected to a session.',
  noSessionHint: 'The site has to put it inside <arc-session>, or name one with session="…".',
  loadFailed: 'Could not refresh',
};
