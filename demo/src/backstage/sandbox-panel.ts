import type { ArcSession } from '@arc-elements/client';
import { byId } from '../page.ts';

const HOUR_MS = 3_600_000;

/** People that the sandbox knows how to play, each with what makes them worth looking at. */
const SCENARIOS = [] as readonly { readonly name: string; readonly title: string }[];

/** The sandbox's clock, its people and its reset button, while the drawer is open. */
export function sandboxPanel(session: ArcSession): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const note = byId('sandbox-note');
  const picker = byId<HTMLSelectElement>('scenario');
  picker.replaceChildren(...SCENARIOS.map(({ name, title }) => new Option(title, name)));

  const showClock = ({ now }: { now?: unknown }): void => {
    if (typeof now === 'string') byId('clock').textContent = clockText(now);
  };
  /** Does one thing to the sandbox, then has every widget read again: a changed past sends no events. */
  const control = async (path: string, body: object, done: string): Promise<void> => {
    note.textContent = 'Working…';
    try {
      showClock(await call(path, body));
      await session.refresh();
      showClock(await call('clock'));
      note.textContent = done;
    } catch (error) {
      note.textContent = error instanceof Error ? error.message : 'That did not work.';
    }
  };
  const onClick = (id: string, act: () => Promise<void>): void =>
    byId(id).addEventListener('click', () => void act(), { signal });

  for (const button of document.querySelectorAll<HTMLElement>('[data-advance-hours]')) {
    const hours = Number(button.dataset.advanceHours);
    const act = () => control('clock', { advanceMs: hours * HOUR_MS }, 'All that fell due has happened.');
    button.addEventListener('click', () => void act(), { signal });
  }
  onClick('reset', () => control('reset', {}, 'Everything is as it was at the start.'));
  onClick('play', () => control('scenario', { scenario: picker.value }, 'Connected.'));

  const tick = (): void => {
    call('clock').then(showClock, (error: unknown) => {
      note.textContent = error instanceof Error ? error.message : 'The sandbox does not answer.';
    });
  };
  tick();
  const ticking = setInterval(tick, 15_000);
  return () => {
    stop.abort();
    clearInterval(ticking);
    note.textContent = '';
  };
}

/** Asks the demo's own server, which asks the sandbox. */
async function call(path: string, body?: object): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`/backstage/${path}`, init);
  const value: Record<string, unknown> = await answer.json();
  if (!answer.ok) throw new Error(String(value.detail ?? `The sandbox answered ${answer.status}.`));
  return value;
}

const clockText = (iso: string): string =>
  new Date(iso).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
