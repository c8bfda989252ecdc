import type { ArcSession } from '@arc-elements/client';
import type { Rejection } from '@arc-elements/models';
import { arcError, NOW_MS } from '../../../packages/elements/src/testing/fixtures.ts';
import {
  createTestSession,
  type TestSession,
  type TestSessionInit,
} from '../../../packages/elements/src/testing/test-session.ts';
import type { Scene } from './subject.ts';

const MINUTE_MS = 60_000;

/**
 * Creates an element with attributes. Relative times count from the gallery's own moment, so that
 * they stay the same.
 */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return Object.assign(element, { now: () => NOW_MS });
}

/**
 * Returns an element with a session that starts with `init`. Stores that `init` leaves out are
 * still loading.
 */
export function scene(element: HTMLElement, init: TestSessionInit = {}, act?: Scene['act']): Scene {
  return { element, session: createTestSession(init), ...(act === undefined ? {} : { act }) };
}

/** Returns a {@link scene} whose session `prepare` has changed. */
export function sceneWith(
  element: HTMLElement,
  init: TestSessionInit,
  prepare: (session: TestSession) => void,
  act?: Scene['act'],
): Scene {
  const changed = scene(element, init, act);
  if (changed.session !== null) prepare(changed.session);
  return changed;
}

type StoreName = 'connections' | 'accounts' | 'meters';

/** Marks three rows of a store as unreadable; the others are shown. */
export function partial(name: StoreName): (session: TestSession) => void {
  const rejected: readonly Rejection[] = [3, 5, 8].map((i) => ({ path: `data[${i}].id`, message: 'Not a number.' }));
  return (session) => {
    const store = session[name];
    store.setData((store.getState().data ?? []) as never, { rejected });
  };
}

/** Makes the last refresh of the stores fail; the data of 40 minutes ago stays. */
export function stale(...names: readonly StoreName[]): (session: TestSession) => void {
  return (session) => {
    for (const name of names) {
      const store = session[name];
      store.setData((store.getState().data ?? []) as never, { updatedAtMs: NOW_MS - 40 * MINUTE_MS });
      store.setError(arcError('unavailable'));
    }
  };
}

/** Makes the first read of the stores fail. */
export function failing(
  code: Parameters<typeof arcError>[0],
  ...names: readonly StoreName[]
): (session: TestSession) => void {
  return (session) => {
    for (const name of names) session[name].setError(arcError(code));
  };
}

/** Signs the person out. */
export const signedOut = (session: ArcSession): void => session.signOut();

/** Resolves to the first match in an element's shadow root, once it is there. */
export async function shadowPart<E extends HTMLElement = HTMLElement>(host: HTMLElement, selector: string): Promise<E> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = host.shadowRoot?.querySelector<E>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`<${host.localName}> never showed ${selector}.`);
}
