import type { ArcSession } from '@arc-elements/client';
import { formatAddress, type Look, PLAIN_LOOK, type Place } from './address.ts';
import type { GalleryState, Scene } from './subject.ts';

/** Where an element is shown. */
export interface Stage {
  /** Puts a state on it; resolves to its markup once it is drawn. An earlier one that is not done yet is dropped. */
  show(place: Place, state: GalleryState): Promise<string>;
  /** Changes theme, width, direction and language of what stands on it. */
  dress(look: Look): void;
}

/**
 * The sheet stands for a partner's page: its width, theme, direction and language are what the element meets. Once a
 * state is drawn, `data-shown` of the stage names it.
 */
export function stage(box: HTMLElement, sheet: HTMLElement): Stage {
  let look = PLAIN_LOOK;
  let showing = 0;
  let tidy = (): void => {};
  // What can be scrolled has to be in reach of the keyboard, and what cannot be should not be in its way.
  const reach = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  });
  reach.observe(box);
  reach.observe(sheet);

  const dress = (next: Look): void => {
    look = next;
    sheet.dataset.theme = look.theme;
    box.dataset.width = look.width;
    sheet.dir = look.direction;
    sheet.lang = look.locale;
    for (const session of sheet.querySelectorAll('arc-session')) session.locale = look.locale;
    // An element looks around for its language when it renders.
    for (const element of sheet.children) if ('requestUpdate' in element) (element as Updating).requestUpdate();
  };

  return {
    dress,
    async show(place, state) {
      const turn = ++showing;
      delete box.dataset.shown;
      tidy();
      const scene = state.make();
      tidy = scene.tidy ?? (() => {});
      const markup = pretty(scene.element);
      sheet.replaceChildren(inSession(scene));
      box.scrollLeft = 0;
      dress(look);
      await settled(sheet);
      if (turn !== showing) return markup;
      if (scene.act !== undefined) {
        await scene.act();
        await settled(sheet);
      }
      if (turn === showing) box.dataset.shown = formatAddress({ ...place, look: PLAIN_LOOK }).slice(1);
      return markup;
    },
  };
}

type Updating = Element & {
  requestUpdate(): void;
  readonly updateComplete: Promise<unknown>;
  readonly isUpdatePending: boolean;
};

/** The element, inside an arc-session where the scene has one. */
function inSession({ element, session }: Scene): HTMLElement {
  if (session === null) return element;
  const scope = document.createElement('arc-session');
  scope.session = session as ArcSession;
  scope.append(element);
  return scope;
}

/**
 * Resolves when everything inside has drawn what it was told, and the browser has had the time to
 * measure and paint it.
 */
async function settled(root: HTMLElement): Promise<void> {
  const inside = (): Partial<Updating>[] => [...root.querySelectorAll<Updating>('*')];
  let frames = 0;
  do {
    await Promise.all(inside().map(({ updateComplete }) => updateComplete));
    await new Promise(requestAnimationFrame);
    frames += 1;
  } while (frames < 2 || inside().some(({ isUpdatePending }) => isUpdatePending));
}

/**
 * Markup as one would write it: without the `=""` of switches and what only the gallery adds,
 * children on lines of their own.
 */
function pretty(element: HTMLElement): string {
  const own = [...element.children].filter((child) => !child.classList.contains('session-facts'));
  const children = own.map((child) => `\n  ${child.outerHTML}`).join('');
  const shell = element.cloneNode(false) as HTMLElement;
  const [open = '', close = ''] = shell.outerHTML.replaceAll('=""', '').split(/(?=<\/)/);
  const text = element.children.length === 0 ? element.textContent : '';
  return children === '' ? `${open}${text}${close}` : `${open}${children}\n${close}`;
}
