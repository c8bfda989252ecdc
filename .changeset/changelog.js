/**
 * How an entry of a CHANGELOG reads: the text of the changeset, without the hash of a commit. All packages have one
 * version, so that which of our own packages was updated says nothing.
 */
export default {
  getReleaseLine: ({ summary }) => `- ${summary.trim().replaceAll(/\n(?=.)/g, '\n  ')}`,
  getDependencyReleaseLine: () => '',
};
