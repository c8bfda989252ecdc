import type { ArcSession } from '@arc-elements/client';
import { DEFAULT_LOOK, formatAddress, type Look, type Place } from './address.ts';
import type { GalleryState, Scene } from './subject.ts';

/** The part of the gallery that shows an element. */
export interface Viewport {
  /**
   * Shows a state; resolves to its markup once it is drawn. An earlier state that is not drawn yet
   * is dropped.
   */
  show(place: Place, state: GalleryState): Promise<string>;
  /** Changes theme, width, direction and language of the shown element. */
  applyLook(look: Look): void;
}

/**
 * Shows elements in `partnerPage`, which emulates a partner's page with its width, theme,
 * direction and language. `box` scrolls around it; once a state is drawn, its `data-shown` names
 * the state.
 */
export function viewport(box: HTMLElement, partnerPage: HTMLElement): Viewport {
  let look = DEFAULT_LOOK;
  let showing = 0;
  let cleanUp = (): void => {};
  // The box is focusable only while it can be scrolled.
  const scrollObserver = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  });
  scrollObserver.observe(box);
  scrollObserver.observe(partnerPage);

  const applyLook = (next: Look): void => {
    look = next;
    partnerPage.dataset.theme = look.theme;
    box.dataset.width = look.width;
    partnerPage.dir = look.direction;
    partnerPage.lang = look.locale;
    for (const session of partnerPage.querySelectorAll('arc-session')) session.locale = look.locale;
    // Elements read the language of the page when they render.
    for (const element of partnerPage.children) if ('requestUpdate' in element) (element as Updating).requestUpdate();
  };

  return {
    applyLook,
    async show(place, state) {
      const turn = ++showing;
      delete box.dataset.shown;
      cleanUp();
      const scene = state.make();
      cleanUp = scene.cleanUp ?? (() => {});
      const markup = markupOf(scene.element);
      partnerPage.replaceChildren(inSession(scene));
      box.scrollLeft = 0;
      applyLook(look);
      await whenDrawn(partnerPage);
      if (turn !== showing) return markup;
      if (scene.act !== undefined) {
        await scene.act();
        await whenDrawn(partnerPage);
      }
      if (turn === showing) box.dataset.shown = formatAddress({ ...place, look: DEFAULT_LOOK }).slice(1);
      return markup;
    },
  };
}

type Updating = Element & {
  requestUpdate(): void;
  readonly updateComplete: Promise<unknown>;
  readonly isUpdatePending: boolean;
};

/** Returns the element, inside an arc-session if the scene has a session. */
function inSession({ element, session }: Scene): HTMLElement {
  if (session === null) return element;
  const scope = document.createElement('arc-session');
  scope.session = session as ArcSession;
  scope.append(element);
  return scope;
}

/**
 * Resolves when every element inside has rendered, and the browser has measured and painted the
 * result.
 */
async function whenDrawn(root: HTMLElement): Promise<void> {
  const inside = (): Partial<Updating>[] => [...root.querySelectorAll<Updating>('*')];
  let frames = 0;
  do {
    await Promise.all(inside().map(({ updateComplete }) => updateComplete));
    await new Promise(requestAnimationFrame);
    frames += 1;
  } while (frames < 2 || inside().some(({ isUpdatePending }) => isUpdatePending));
}

/**
 * Returns markup as a developer would write it: without the `=""` of boolean attributes and without
 * what only the gallery adds, each child on a line of its own.
 */
function markupOf(element: HTMLElement): string {
  const own = [...element.children].filter((child) => !child.classList.contains('session-facts'));
  const children = own.map((child) => `\n  ${child.outerHTML}`).join('');
  const shell = element.cloneNode(false) as HTMLElement;
  const [open = '', close = ''] = shell.outerHTML.replaceAll('=""', '').split(/(?=<\/)/);
  const text = element.children.length === 0 ? element.textContent : '';
  return children === '' ? `${open}${text}${close}` : `${open}${children}\n${close}`;
}
