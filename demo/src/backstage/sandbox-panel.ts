import type { ArcSession } from '@arc-elements/client';
import { byId } from '../page.ts';

const HOUR_MS = 3_600_000;

/** Some of the sandbox's scenarios, each with its description. */
const PEOPLE = [
  {
    heading: 'Homes',
    people: [
      ['solar-home', 'has solar and a car'],
      ['single-electric', 'has one electric meter'],
      ['electric-and-gas', 'has electricity and gas'],
      ['many-meters', 'has twelve meters'],
      ['business', 'runs a small business'],
    ],
  },
  {
    heading: 'Readings',
    people: [
      ['hourly', 'gets hourly readings'],
      ['five-minute', 'gets five-minute readings'],
      ['half-hour', 'has estimated readings'],
      ['gaps', 'has gaps and duplicates'],
    ],
  },
  {
    heading: 'Trouble',
    people: [
      ['rejected', 'mistyped the password'],
      ['second-factor', 'needs a second factor'],
      ['email-approval', 'must confirm an e-mail'],
      ['provider-down', 'has a utility that is down'],
      ['features-not-ready', 'waits for every feature'],
      ['past-due', 'has not paid a bill'],
      ['locked', 'has a locked account'],
    ],
  },
] as const;

/** Shows the sandbox's clock and its controls until the returned function is called. */
export function sandboxPanel(session: ArcSession): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const note = byId('sandbox-note');
  const picker = byId<HTMLSelectElement>('scenario');
  picker.replaceChildren(...PEOPLE.map(optionGroup));

  const showClock = ({ now }: { now?: unknown }): void => {
    if (typeof now === 'string') byId('clock').textContent = clockText(now);
  };
  /** Changes the sandbox, then makes every widget read again: a reset sends no events. */
  const control = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    note.textContent = 'Working…';
    try {
      await act();
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
    const advanceMs = Number(button.dataset.advanceHours) * HOUR_MS;
    const advance = () => control(() => call('clock', { advanceMs }), 'All that fell due has happened.');
    button.addEventListener('click', () => void advance(), { signal });
  }
  const reset = () => call('reset', {});
  const play = () => call('scenario', { scenario: picker.value });
  onClick('reset', () => control(reset, 'Everything is as it was at the start.'));
  onClick('play-add', () => control(play, 'Connected, beside what was there.'));
  onClick('play-only', () => control(() => reset().then(play), 'Started over, then connected.'));

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

function optionGroup({ heading, people }: (typeof PEOPLE)[number]): HTMLOptGroupElement {
  const group = document.createElement('optgroup');
  group.label = heading;
  group.append(...people.map(([name, title]) => new Option(title, name)));
  return group;
}

/** Sends a request to the sandbox by way of the demo's own server. */
async function call(path: string, body?: object): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`/backstage/${path}`, init);
  const value: Record<string, unknown> = await answer.json();
  if (!answer.ok) throw new Error(String(value.detail ?? `The sandbox answered ${answer.status}.`));
  return value;
}

const clockText = (iso: string): string =>
  new Date(iso).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
