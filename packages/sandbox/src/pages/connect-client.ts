/** Configuration of the Connect page, as JSON in its `data-config`. */
export interface ConnectConfig {
  /** Origin to which messages go; `null`: none are sent. */
  readonly origin: string | null;
  /** Why the page cannot be used, such as an expired link; `null` when it can. */
  readonly refused: string | null;
  readonly token: string | null;
  readonly correlationId: string | null;
  readonly providerId: string | null;
  /** Update mode: the login to repair. */
  readonly repair: { readonly providerId: string; readonly utility: string; readonly username: string } | null;
  readonly utilities: readonly {
    readonly id: string;
    readonly name: string;
    readonly area: string;
    readonly zips: readonly string[];
  }[];
  readonly logins: readonly {
    readonly title: string;
    readonly about: string;
    readonly username: string;
    readonly password: string;
  }[];
  /** How long the page waits for an answer before it calls the login pending, real ms. */
  readonly patienceMs: number;
  /** Zip code to begin with, or empty. */
  readonly zip: string;
  /** True where the script opened the page: it needs integer ids and status words of its own. */
  readonly viaScript: boolean;
}

/**
 * Runs the Connect page. It is sent to the browser as text, so it must not refer to anything
 * outside itself.
 */
export function connectPage(): void {
  const root = document.getElementById('connect') as HTMLElement;
  const config = JSON.parse(root.dataset.config as string) as ConnectConfig;
  const base = location.pathname.replace(/\/$/, '');
  const answers = { zip: config.zip, utility: config.repair?.providerId ?? config.providerId ?? '' };
  let shown = 0;

  const tell = (message: { type: string; payload?: Record<string, string> }): void => {
    // Only ever to the origin the page was opened for: the payload names a login of a person.
    if (config.origin !== null && window.parent !== window) window.parent.postMessage(message, config.origin);
  };

  let legacyId = 0;
  const tellScript = (status: string): void => {
    if (!config.viaScript || config.origin === null || window.parent === window) return;
    window.parent.postMessage(
      { type: 'onScriptStatus', payload: { utilityCredentialId: legacyId, status } },
      config.origin,
    );
  };

  /** Creates an element with properties and children. */
  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    properties: Record<string, string | boolean> = {},
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[K] => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (typeof value === 'boolean') node.toggleAttribute(name, value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  const field = (label: string, input: HTMLElement, help?: string): HTMLElement => {
    const id = `field-${++shown}`;
    input.id = id;
    const parts: Node[] = [make('label', { for: id }, label), input];
    if (help !== undefined) {
      parts.push(make('p', { class: 'help', id: `${id}-help` }, help));
      input.setAttribute('aria-describedby', `${id}-help`);
    }
    return make('div', { class: 'field' }, ...parts);
  };

  /** Shows one step in place of the one before. Submitting its form leads to the next. */
  const show = (
    step: { number: number; title: string; text?: string; body: Node[]; submit?: string; failed?: string },
    next?: (form: HTMLFormElement) => void,
  ): void => {
    const total = config.repair === null ? 3 : 1;
    const heading = make('h1', { tabindex: '-1' }, step.title);
    const alert = make('p', { class: 'failed', role: 'alert' });
    const form = make('form', { novalidate: true }, heading);
    if (step.number > 0 && total > 1) {
      const dots = Array.from({ length: total }, (_, i) =>
        make('span', { class: i < step.number ? 'dot done' : 'dot' }),
      );
      form.prepend(
        make('p', { class: 'progress' }, make('span', { class: 'sr' }, `Step ${step.number} of ${total}`), ...dots),
      );
    }
    if (step.text !== undefined) form.append(make('p', { class: 'lead' }, step.text));
    form.append(alert, ...step.body);
    if (step.submit !== undefined) form.append(make('button', { type: 'submit', class: 'primary' }, step.submit));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const bad = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].find(
        (each) => !each.checkValidity(),
      );
      if (bad === undefined) {
        next?.(form);
        return;
      }
      alert.textContent = bad.dataset.missing ?? 'Please fill in this field.';
      bad.setAttribute('aria-invalid', 'true');
      bad.focus();
    });
    root.replaceChildren(form);
    if (step.failed !== undefined) alert.textContent = step.failed;
    const first = form.querySelector<HTMLElement>('input, select');
    (first ?? heading).focus();
  };

  const askPlace = (): void => {
    const zip = make('input', {
      name: 'zip',
      inputmode: 'numeric',
      autocomplete: 'postal-code',
      pattern: '[0-9]{5}',
      maxlength: '5',
      required: true,
      'data-missing': 'Enter the five digits of your zip code.',
    });
    zip.value = answers.zip;
    const consent = make(
      'ul',
      { class: 'consent' },
      make('li', { class: 'yes' }, 'Shared: accounts, bills, tariff and meter readings'),
      make('li', { class: 'no' }, 'Not shared: your password and your payment details'),
    );
    show(
      {
        number: 1,
        title: 'Connect your utility',
        text: 'Where do you get your electricity?',
        submit: 'Continue',
        body: [field('Zip code', zip, 'Any zip code works here.'), consent],
      },
      () => {
        answers.zip = zip.value;
        askUtility();
      },
    );
  };

  const askUtility = (): void => {
    const select = make('select', {
      name: 'utility',
      required: true,
      size: '6',
      'data-missing': 'Choose your utility.',
    });
    const near = config.utilities.filter((each) => each.zips.some((start) => answers.zip.startsWith(start)));
    const far = config.utilities.filter((each) => !near.includes(each));
    const search = make('input', { type: 'search', autocomplete: 'off' });
    const fill = (): void => {
      const wanted = search.value.trim().toLowerCase();
      const fits = (each: { name: string; area: string }): boolean =>
        `${each.name} ${each.area}`.toLowerCase().includes(wanted);
      const chosen = select.value || answers.utility;
      const group = (label: string, list: typeof near): Node[] => {
        const found = list
          .filter(fits)
          .map((each) => make('option', { value: each.id }, `${each.name} · ${each.area}`));
        return found.length === 0 ? [] : [make('optgroup', { label }, ...found)];
      };
      select.replaceChildren(...group(`Near ${answers.zip}`, near), ...group('Elsewhere', far));
      const options = [...select.options];
      select.value = options.find((option) => option.value === chosen)?.value ?? options[0]?.value ?? '';
      count.textContent = options.length === 0 ? 'No utility of that name.' : '';
    };
    const count = make('p', { class: 'help', role: 'status' });
    search.addEventListener('input', fill);
    fill();
    show(
      {
        number: 2,
        title: 'Choose your utility',
        submit: 'Continue',
        body: [field('Search', search), field('Utility', select), count, backTo(askPlace)],
      },
      () => {
        answers.utility = select.value;
        askLogin();
      },
    );
    select.focus();
  };

  const backTo = (step: () => void): HTMLElement => {
    const button = make('button', { type: 'button', class: 'quiet' }, 'Back');
    button.addEventListener('click', step);
    return button;
  };

  const askLogin = (failed?: string): void => {
    const utility =
      config.repair?.utility ?? config.utilities.find((each) => each.id === answers.utility)?.name ?? 'your utility';
    const username = make('input', {
      name: 'username',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      required: true,
      'data-missing': 'Enter your user name.',
    });
    const password = make('input', {
      name: 'password',
      type: 'password',
      autocomplete: 'off',
      required: true,
      'data-missing': 'Enter your password.',
    });
    username.value = config.repair?.username ?? '';
    const list = make('ul', { class: 'logins' });
    for (const login of config.logins) {
      const button = make(
        'button',
        { type: 'button' },
        make('strong', {}, login.title),
        make('span', {}, login.about),
        make('code', {}, `${login.username} / ${login.password}`),
      );
      button.addEventListener('click', () => {
        username.value = login.username;
        password.value = login.password;
        root.querySelector<HTMLElement>('button[type=submit]')?.focus();
      });
      list.append(make('li', {}, button));
    }
    const tests = make('details', { class: 'tests', open: true }, make('summary', {}, 'Test logins (sandbox)'), list);
    const body = [field('User name', username), field('Password', password), tests];
    if (config.repair === null) body.push(backTo(askUtility));
    show(
      {
        number: 3,
        title: config.repair === null ? `Sign in to ${utility}` : `Sign in to ${utility} again`,
        text: 'Use the login of your utility’s website.',
        submit: 'Sign in',
        body,
        ...(failed === undefined ? {} : { failed }),
      },
      () => void send(username.value, password.value, utility),
    );
  };

  const post = async (
    path: string,
    body: Record<string, unknown>,
  ): Promise<{ id: string; state: string; legacyId: number }> => {
    const response = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { id: string; state: string; legacyId: number; error?: string };
    if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
    return answer;
  };

  const send = async (username: string, password: string, utility: string): Promise<void> => {
    show({
      number: 0,
      title: 'Checking your sign-in…',
      text: `We are signing in to ${utility}. This usually takes a few seconds.`,
      body: [make('div', { class: 'busy', role: 'status' }, make('span', { class: 'sr' }, 'Working'))],
    });
    try {
      const sent = await post('submit', {
        token: config.token,
        correlationId: config.correlationId,
        providerId: answers.utility,
        zip: answers.zip,
        username,
        password,
      });
      legacyId = sent.legacyId;
      tell({ type: 'onCredentialsSubmitted', payload: { utilityCredentialId: sent.id } });
      tellScript('submitted');
      await follow(sent.id, utility);
    } catch (error) {
      tellScript('error');
      askLogin(`That did not reach the utility: ${(error as Error).message}`);
    }
  };

  const follow = async (id: string, utility: string): Promise<void> => {
    const started = performance.now();
    for (;;) {
      const response = await fetch(`${base}/status/${id}`);
      const { state } = (await response.json()) as { state: string };
      if (state === 'rejected' || state === 'limited') tellScript('rejected');
      if (state === 'connected') return finish('LOGIN_SUCCESS', utility);
      if (state === 'rejected')
        return askLogin('Your utility did not accept this user name and password. Check them and try again.');
      if (state === 'limited')
        return askLogin(
          'Your utility wants something from you first, such as a new password. ' +
            'Sign in on its website, then try again.',
        );
      if (state === 'second-factor') return askCode(id, utility);
      if (state === 'waiting' || performance.now() - started > config.patienceMs) return finish('PENDING', utility);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };

  const askCode = (id: string, utility: string, failed?: string): void => {
    const code = make('input', {
      name: 'code',
      inputmode: 'numeric',
      autocomplete: 'one-time-code',
      pattern: '[0-9]{6}',
      maxlength: '6',
      required: true,
      'data-missing': 'Enter the six digits of the code.',
    });
    show(
      {
        number: 0,
        title: 'Enter your code',
        text: `${utility} has sent you a code of six digits.`,
        submit: 'Confirm',
        body: [field('Code', code, 'In the sandbox it is 123456.')],
        ...(failed === undefined ? {} : { failed }),
      },
      async () => {
        try {
          const { state } = await post('second-factor', { id, code: code.value });
          if (state === 'wrong') askCode(id, utility, 'That code is not right. Try again.');
          else await follow(id, utility);
        } catch (error) {
          askCode(id, utility, (error as Error).message);
        }
      },
    );
  };

  const finish = (status: 'LOGIN_SUCCESS' | 'PENDING', utility: string): void => {
    const good = status === 'LOGIN_SUCCESS';
    show({
      number: 0,
      title: good ? 'You are connected' : 'Almost there',
      text: good
        ? `${utility} accepted your sign-in. Your accounts and readings follow in a moment. You can close this window.`
        : `${utility} has not answered yet. We keep trying, and you need not wait here.`,
      body: [make('div', { class: good ? 'result good' : 'result wait', 'aria-hidden': 'true' })],
    });
    tellScript(good ? 'verified' : 'pending');
    tell({ type: 'onEnd', payload: { status } });
  };

  tell({ type: 'onStart' });
  if (config.refused !== null) show({ number: 0, title: 'This link does not work', text: config.refused, body: [] });
  else if (config.repair !== null) askLogin();
  else askPlace();
}
