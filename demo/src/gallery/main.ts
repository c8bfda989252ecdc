import { timing } from '../../../packages/elements/src/internal/timing.ts';

import { formatAddress, type Look, type Place, parseAddress } from './address.ts';
import { byId } from './by-id.ts';
import { CATALOG } from './catalog.ts';
import { contents } from './contents.ts';
import { eventLog } from './event-log.ts';
import { forcedColors } from './forced-colors.ts';
import type { GalleryState, Subject } from './subject.ts';
import { tools } from './tools.ts';
import { viewport } from './viewport.ts';

// The gallery loads nothing later, so the message "no session" is shown without a delay.
timing.missingSession = 0;
timing.incompleteSession = 0;

const list = contents(byId('contents'), byId<HTMLSelectElement>('jump'), CATALOG);
const { show, applyLook } = viewport(byId('viewport'), byId('partner-page'));
const log = eventLog(byId('viewport'), byId('events'));
const controls = tools(byId<HTMLFormElement>('tools'), setLook);
forcedColors(byId('contrast'));

/** Returns element and state of an address; the first ones if the address names none that exist. */
function find({ tag, state }: Pick<Place, 'tag' | 'state'>): readonly [Subject, GalleryState] {
  const subject = CATALOG.find((each) => each.tag === tag) ?? (CATALOG[0] as Subject);
  const found = subject.states.find((each) => each.name === state);
  return [subject, found ?? (subject.states[0] as GalleryState)];
}

const flat = CATALOG.flatMap((subject) => subject.states.map((each) => ({ tag: subject.tag, state: each.name })));

/** Shows what the address names. */
async function open(): Promise<void> {
  const asked = parseAddress(location.hash);
  const [subject, state] = find(asked);
  const place: Place = { tag: subject.tag, state: state.name, look: asked.look };
  byId('tag').textContent = `<${subject.tag}>`;
  byId('title').textContent = subject.title;
  byId('about').textContent = subject.about;
  byId('state').textContent = state.title;
  byId('state-about').textContent = state.about;
  document.title = `${state.title} · ${subject.title} · Arc Elements`;
  log.clear();
  setPlace(place);
  byId('markup').textContent = await show(place, state);
}

/** Updates everything that depends on place and look, except for the shown element. */
function setPlace(place: Place): void {
  list.mark(place);
  controls.mark(place.look);
  applyLook(place.look);
  document.documentElement.dataset.scheme = place.look.scheme;
  const at = flat.findIndex(({ tag, state }) => tag === place.tag && state === place.state);
  for (const [id, step] of [
    ['previous', -1],
    ['next', 1],
  ] as const) {
    const other = flat[(at + step + flat.length) % flat.length] as (typeof flat)[number];
    byId<HTMLAnchorElement>(id).href = formatAddress({ ...other, look: place.look });
  }
}

/** Changes the look. The element keeps its state, as on a page whose visitor changes the theme. */
function setLook(look: Look): void {
  const [subject, state] = find(parseAddress(location.hash));
  const place: Place = { tag: subject.tag, state: state.name, look };
  history.replaceState(null, '', formatAddress(place));
  setPlace(place);
}

addEventListener('hashchange', () => void open());
// A click on the state that is shown starts it again, for example after a dialog was closed.
document.addEventListener('click', ({ target }) => {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link !== null && link.hash !== '' && link.hash === location.hash) void open();
});
// The target of the skip link is not a state.
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
void open();
