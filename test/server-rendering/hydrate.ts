// It has to be imported before Lit.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';

export const loadLanguage = async (language: string): Promise<void> =>
  (await import('@arc-elements/elements')).loadLanguage(language);

const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'arc-account-profile': () => import('@arc-elements/elements/account-profile/define'),
  'arc-connect': () => import('@arc-elements/elements/connect/define'),
  'arc-connection-status': () => import('@arc-elements/elements/connection-status/define'),
  'arc-doctor': () => import('@arc-elements/elements/doctor/define'),
  'arc-feature-availability': () => import('@arc-elements/elements/feature-availability/define'),
  'arc-feature-gate': () => import('@arc-elements/elements/feature-gate/define'),
  'arc-interval-chart': () => import('@arc-elements/elements/interval-chart/define'),
  'arc-meter-list': () => import('@arc-elements/elements/meter-list/define'),
  'arc-session': () => import('@arc-elements/elements/session/define'),
  'portal-page': () => import('./portal-page.ts'),
};

/** Every tag that can be defined. */
export const TAGS: readonly string[] = Object.keys(LOADERS);

/** Registers tags one after the other, and resolves when the elements of each are rendered. */
export async function hydrate(tags: readonly string[] = TAGS): Promise<void> {
  // Their code is loaded first: elements report that there is no session if that of `arc-session`
  // comes seconds after theirs.
  await import('@arc-elements/elements');
  for (const tag of tags) {
    await LOADERS[tag]?.();
    for (const element of document.querySelectorAll<Element & { updateComplete?: Promise<unknown> }>(tag))
      await element.updateComplete;
  }
}
