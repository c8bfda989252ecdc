import { DEFAULT_LOOK, formatAddress, type Place } from './address.ts';
import type { Subject } from './subject.ts';

/**
 * Fills the list of elements, with the states of the shown element, and the same list as a menu for
 * narrow screens. Links keep the look, and can be copied and opened in a tab.
 */
export function contents(
  nav: HTMLElement,
  jump: HTMLSelectElement,
  catalog: readonly Subject[],
): { mark(place: Place): void } {
  const links: { readonly link: HTMLAnchorElement; readonly tag: string; readonly state: string }[] = [];
  const groups: { readonly item: HTMLElement; readonly tag: string }[] = [];
  const list = document.createElement('ul');
  for (const subject of catalog) {
    const item = document.createElement('li');
    const states = document.createElement('ul');
    for (const state of subject.states) {
      const link = document.createElement('a');
      link.textContent = state.title;
      links.push({ link, tag: subject.tag, state: state.name });
      states.append(asItem(link));
    }
    const head = document.createElement('a');
    head.className = 'contents-head';
    const count = document.createElement('span');
    count.className = 'contents-count';
    count.textContent = String(subject.states.length);
    head.append(subject.title, count);
    links.push({ link: head, tag: subject.tag, state: subject.states[0]?.name ?? '' });
    item.append(head, states);
    list.append(item);
    groups.push({ item, tag: subject.tag });
  }
  nav.replaceChildren(list);
  jump.replaceChildren(...catalog.map(optionGroup));
  let look = DEFAULT_LOOK;
  jump.addEventListener('change', () => {
    const [tag = '', state = ''] = jump.value.split('/');
    location.hash = formatAddress({ tag, state, look });
  });

  return {
    mark(place) {
      look = place.look;
      for (const { link, tag, state } of links) {
        link.href = formatAddress({ tag, state, look });
        const here = tag === place.tag && state === place.state && !link.classList.contains('contents-head');
        if (here) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
        if (here) scrollIntoBox(nav, link);
      }
      for (const { item, tag } of groups) item.classList.toggle('is-open', tag === place.tag);
      jump.value = `${place.tag}/${place.state}`;
    },
  };
}

function asItem(link: HTMLAnchorElement): HTMLLIElement {
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function optionGroup({ tag, title, states }: Subject): HTMLOptGroupElement {
  const group = document.createElement('optgroup');
  group.label = title;
  group.append(...states.map((state) => new Option(`${title}: ${state.title}`, `${tag}/${state.name}`)));
  return group;
}

/** Scrolls the box until the link is in view; the page itself does not scroll. */
function scrollIntoBox(box: HTMLElement, link: HTMLElement): void {
  const outer = box.getBoundingClientRect();
  const inner = link.getBoundingClientRect();
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + 48;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 48;
}
