/** Answer of `GET /_sandbox/state`, which the control page shows. */
export interface ControlState {
  readonly seed: string | number;
  readonly now: string;
  readonly frozen: boolean;
  readonly users: readonly {
    readonly user: string;
    readonly credentials: readonly {
      readonly id: string;
      readonly legacyId: number;
      readonly utility: string;
      readonly username: string | null;
      readonly scenario: string;
      readonly status: string;
      readonly detail: string;
      readonly accounts: number;
      readonly ready: number;
      readonly meters: readonly { readonly id: string; readonly number: string; readonly status: string }[];
    }[];
  }[];
  readonly requests: readonly { readonly method: string; readonly path: string; readonly status: number }[];
  readonly deliveries: readonly {
    readonly id: string;
    readonly type: string;
    readonly url: string | null;
    readonly state: string;
    readonly at: string;
    readonly attempts: readonly (number | null)[];
  }[];
  readonly faults: readonly {
    readonly path: string;
    readonly status: number | null;
    readonly scenario: string | null;
    readonly remaining: number | null;
    readonly delayMs: number;
  }[];
  readonly scenarios: readonly Choice[];
  /** Answer scenarios, which a fault may have. */
  readonly answers: readonly Choice[];
}

/** A scenario that can be chosen. */
interface Choice {
  readonly name: string;
  readonly title: string;
}

/**
 * Runs the control page. It is sent to the browser as text, so it must not refer to anything
 * outside itself.
 */
export function controlPage(): void {
  const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
  let drawn = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const make = (tag: string, properties: Record<string, string>, ...children: (Node | string)[]): HTMLElement => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  const showNote = (text: string): void => {
    byId('note').textContent = text;
  };

  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { 'content-type': 'application/json' };
    }
    const response = await fetch(path, init);
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    if (!response.ok)
      throw new Error((answer as { error?: string } | null)?.error ?? `The sandbox answered ${response.status}.`);
    return answer;
  };

  /** Runs an action, reports it in the page and shows the new state. */
  const act = async (done: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      showNote('Working…');
      await work();
      showNote(done);
    } catch (error) {
      showNote((error as Error).message);
    }
    await refresh();
  };

  const chip = (word: string): HTMLElement => {
    const good = /SUCCESS|delivered|^2/.test(word);
    const bad = /FAILURE|given-up|NOT_SUPPORTED|^[45]/.test(word);
    return make('span', { class: `chip ${good ? 'ok' : bad ? 'bad' : 'wait'}` }, good ? '✓ ' : bad ? '✕ ' : '… ', word);
  };

  const button = (label: string, run: () => void): HTMLElement => {
    const node = make('button', { type: 'button' }, label);
    node.addEventListener('click', run);
    return node;
  };

  const rows = (id: string, list: readonly (readonly (Node | string)[])[], empty: string): void => {
    const body = byId(id);
    const width = String(body.parentElement?.querySelectorAll('th').length ?? 1);
    body.replaceChildren(
      ...(list.length === 0
        ? [make('tr', {}, make('td', { colspan: width, class: 'empty' }, empty))]
        : list.map((cells) => make('tr', {}, ...cells.map((cell) => make('td', {}, cell))))),
    );
  };

  const drawUsers = (state: ControlState): void => {
    const people = state.users.map((user) => {
      const remove = button(
        'Forget',
        () =>
          void act(`${user.user} is forgotten.`, () =>
            call('DELETE', `/_sandbox/users/${encodeURIComponent(user.user)}`),
          ),
      );
      const logins = user.credentials.map((each) => {
        const meters = each.meters.map((meter) => {
          const item = make('li', {}, make('code', {}, meter.number), ' ', chip(meter.status));
          if (meter.status === 'INTERVALS_NOT_REQUESTED') {
            item.append(
              ' ',
              button(
                'Activate',
                () => void act('Activated.', () => call('POST', `/_sandbox/meters/${meter.id}/activate`)),
              ),
            );
          }
          return item;
        });
        const head = make(
          'div',
          { class: 'login' },
          make('strong', {}, each.utility),
          ' ',
          make('code', {}, each.username ?? '–'),
          ' ',
          chip(each.status),
        );
        const facts = make(
          'p',
          { class: 'muted' },
          `${each.detail} · scenario ${each.scenario} · ` +
            `${each.accounts} ${each.accounts === 1 ? 'account' : 'accounts'}, ${each.ready} ready · ` +
            `id ${each.legacyId}`,
        );
        const revoke = button(
          'Revoke',
          () => void act('Revoked.', () => call('POST', `/_sandbox/credentials/${each.id}/revoke`)),
        );
        return make('div', { class: 'credential' }, head, facts, make('ul', {}, ...meters), revoke);
      });
      return make('article', {}, make('h3', {}, user.user), ...logins, remove);
    });
    byId('users').replaceChildren(
      ...(people.length === 0
        ? [make('p', { class: 'empty' }, 'Nobody yet. Connect somebody above, or open the Connect page.')]
        : people),
    );
  };

  /** Fills a select that has no options yet. */
  const fillOnce = (id: string, choices: readonly Choice[]): void => {
    const select = byId<HTMLSelectElement>(id);
    if (select.options.length > 0) return;
    select.append(...choices.map(({ name, title }) => new Option(`${title} (${name})`, name)));
  };

  const draw = (state: ControlState): void => {
    byId('now').textContent = `${state.now.slice(0, 19).replace('T', ' ')} UTC`;
    byId('mode').textContent = state.frozen ? 'frozen until advanced' : 'follows real time';
    byId('seed').textContent = String(state.seed);
    const { now: _now, ...rest } = state;
    const text = JSON.stringify(rest);
    // Replacing what has not changed would take the focus from its buttons every second.
    if (text === drawn) return;
    drawn = text;
    fillOnce('scenario', state.scenarios);
    fillOnce('answer', state.answers);
    drawUsers(state);
    rows(
      'requests',
      state.requests.map((each) => [each.method, make('code', {}, each.path), chip(String(each.status))]),
      'No requests yet.',
    );
    rows(
      'deliveries',
      state.deliveries.map((each) => [
        each.at.slice(11, 19),
        each.type,
        make('code', {}, each.url ?? '–'),
        chip(each.state),
        each.attempts.map((code) => code ?? 'no answer').join(', '),
        button('Resend', () => void act('Sent again.', () => call('POST', `/_sandbox/webhooks/${each.id}/resend`))),
      ]),
      'No webhooks yet.',
    );
    rows(
      'faults',
      state.faults.map((each) => [
        make('code', {}, each.path),
        `${each.scenario ?? each.status ?? 'usual status'}`,
        `${each.delayMs} ms`,
        each.remaining === null ? 'for ever' : `${each.remaining} more`,
      ]),
      'None. Everything is healthy.',
    );
  };

  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      draw((await call('GET', '/_sandbox/state')) as ControlState);
    } catch (error) {
      showNote(`The sandbox does not answer: ${(error as Error).message}`);
    }
    timer = setTimeout(() => void refresh(), document.hidden ? 5_000 : 1_000);
  };

  for (const node of document.querySelectorAll<HTMLElement>('[data-advance]')) {
    node.addEventListener(
      'click',
      () =>
        void act('The clock was advanced.', () =>
          call('POST', '/_sandbox/clock', { advanceMs: Number(node.dataset.advance) }),
        ),
    );
  }
  for (const node of document.querySelectorAll<HTMLElement>('[data-fault]')) {
    node.addEventListener(
      'click',
      () =>
        void act('The fault is set.', () => call('POST', '/_sandbox/faults', JSON.parse(node.dataset.fault as string))),
    );
  }
  byId('clear').addEventListener(
    'click',
    () => void act('All healthy again.', () => call('DELETE', '/_sandbox/faults')),
  );
  byId('reset').addEventListener(
    'click',
    () => void act('Everything is forgotten.', () => call('POST', '/_sandbox/reset', {})),
  );
  byId('change').addEventListener('submit', (event) => {
    event.preventDefault();
    const path = byId<HTMLInputElement>('path').value.trim();
    const scenario = byId<HTMLSelectElement>('answer').value;
    void act('The fault is set.', () => call('POST', '/_sandbox/faults', { path, scenario }));
  });
  byId('connect').addEventListener('submit', (event) => {
    event.preventDefault();
    const user = byId<HTMLInputElement>('user').value.trim();
    const scenario = byId<HTMLSelectElement>('scenario').value;
    if (user === '') showNote('Give the person a name.');
    else void act(`${user} is connected.`, () => call('POST', '/_sandbox/users', { user, scenario }));
  });
  void refresh();
}
