import { isoZ } from '../data/iso.ts';
import { control, localError } from '../families/local.ts';
import { ANSWER_SCENARIOS } from '../faults/answer-scenarios.ts';
import { type ControlState, controlPage } from '../pages/control-client.ts';
import { controlStyle } from '../pages/control-style.ts';
import { providerById } from '../platform/providers.ts';
import type { CredentialRecord } from '../platform/records.ts';
import { SCENARIOS } from '../platform/scenarios.ts';
import type { World } from '../platform/world.ts';
import { script, style } from './asset.ts';
import { type Controls, deliveryView } from './control.ts';
import type { Route } from './route.ts';

/** Number of requests and of webhooks that the page lists, newest first. */
const LISTED = 60;

/** Returns the page at `/`, and the control routes that only it needs. */
export const controlPageRoutes = (controls: Controls): readonly Route[] => [
  {
    method: 'GET',
    path: '/',
    family: control,
    handle: () =>
      new Response(PAGE, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
        },
      }),
  },
  { method: 'GET', path: '/_sandbox/assets/control.js', family: control, handle: () => script(controlPage) },
  { method: 'GET', path: '/_sandbox/assets/control.css', family: control, handle: () => style(controlStyle) },
  {
    method: 'GET',
    path: '/_sandbox/state',
    family: control,
    handle: (_request, world) => Response.json(stateOf(world, controls)),
  },
  {
    method: 'DELETE',
    path: '/_sandbox/users/:user',
    family: control,
    handle(request, { lifecycle }) {
      lifecycle.deleteUser(request.param('user'));
      return new Response(null, { status: 204 });
    },
  },
  {
    method: 'POST',
    path: '/_sandbox/meters/:id/activate',
    family: control,
    handle(request, { store, lifecycle }) {
      const meter = store.meters.get(request.param('id'));
      if (meter === undefined || lifecycle.activateMeter(meter) === undefined) return gone();
      return new Response(null, { status: 202 });
    },
  },
  {
    method: 'POST',
    path: '/_sandbox/credentials/:id/revoke',
    family: control,
    handle(request, { store, lifecycle }) {
      const credential = store.credentials.get(request.param('id'));
      if (credential === undefined) return gone();
      lifecycle.revokeLogin(credential);
      return new Response(null, { status: 202 });
    },
  },
  {
    method: 'POST',
    path: '/_sandbox/webhooks/:id/resend',
    family: control,
    handle(request, { store, deliveries }) {
      const event = store.events.get(request.param('id'));
      if (event === undefined) return gone();
      deliveries.queueAgain(event);
      return new Response(null, { status: 202 });
    },
  },
];

const gone = (): Response => localError(404, 'It is gone: the page shows an older state. Reload the page.');

/** Returns what the page shows. */
function stateOf(world: World, { faults, log }: Controls): ControlState {
  const { store, clock } = world;
  return {
    seed: store.seed,
    now: isoZ(clock.now()),
    frozen: clock.frozen,
    users: store.users.all().map((user) => ({
      user: user.id,
      credentials: store.credentials.where('user', user.id).map((each) => loginState(world, each)),
    })),
    requests: log.all().slice(-LISTED).reverse(),
    deliveries: store.events
      .all()
      .slice(-LISTED)
      .reverse()
      .map((event) => {
        const { id, type, url, state, created_at: at, attempts } = deliveryView(world, event);
        return { id, type, url, state, at, attempts };
      }),
    faults: faults.all(),
    scenarios: SCENARIOS.map(({ name, title }) => ({ name, title })),
    answers: ANSWER_SCENARIOS.map(({ name, title }) => ({ name, title })),
  };
}

function loginState({ store }: World, credential: CredentialRecord) {
  const accounts = store.accounts.where('credentialId', credential.id);
  const meters = accounts.flatMap(({ id }) => store.meters.where('accountId', id));
  return {
    id: credential.id,
    legacyId: credential.legacyId,
    utility: providerById(credential.providerId).name,
    username: credential.username,
    scenario: credential.scenario,
    status: credential.status,
    detail: credential.statusDetail,
    accounts: accounts.length,
    ready: accounts.filter((account) => account.features.utility_intervals === 'AVAILABLE').length,
    meters: meters.map((meter) => ({ id: meter.id, number: meter.meterNumber, status: meter.status })),
  };
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; " +
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_sandbox/assets/control.css">
<script src="/_sandbox/assets/control.js" defer></script>
</head>
<body>
<header>
<h1>Sandbox</h1>
<dl>
<div><dt>Time</dt><dd id="now">…</dd></div>
<div><dt>Clock</dt><dd id="mode">…</dd></div>
<div><dt>Seed</dt><dd id="seed">…</dd></div>
</dl>
<p id="note" role="status"></p>
</header>
<main>
<section class="people">
<h2>People</h2>
<form id="connect" class="bar">
<label>Name <input id="user" value="visitor" autocomplete="off"></label>
<label>Scenario <select id="scenario"></select></label>
<button class="primary" type="submit">Connect at once</button>
<a class="button" href="/connect/sandbox?correlationId=visitor&amp;apiMode=sandbox" target="_blank" rel="noopener">Open Connect</a>
</form>
<div id="users"></div>
</section>
<section>
<h2>Clock and faults</h2>
<div class="bar">
<button type="button" data-advance="60000">+1 minute</button>
<button type="button" data-advance="3600000">+1 hour</button>
<button type="button" data-advance="86400000">+1 day</button>
<button type="button" data-advance="2592000000">+30 days</button>
<button type="button" id="reset">Forget everything</button>
</div>
<div class="bar">
<button type="button" data-fault='{"path":"*","status":500,"times":5}'>5 × 500</button>
<button type="button" data-fault='{"path":"*","status":429,"times":5,"headers":{"Retry-After":"3"}}'>5 × 429</button>
<button type="button" data-fault='{"path":"*","status":401,"times":1}'>1 × 401</button>
<button type="button" data-fault='{"path":"*","delayMs":4000,"times":5}'>5 × slow</button>
<button type="button" data-fault='{"path":"/plug/*","malformed":true,"times":3}'>3 × malformed</button>
<button type="button" id="clear">Clear faults</button>
</div>
<form id="change" class="bar">
<label>Path <input id="path" value="*" autocomplete="off"></label>
<label>Answer <select id="answer"></select></label>
<button type="submit">Set fault</button>
</form>
<div class="scroll" tabindex="0" role="region" aria-label="Faults"><table><thead><tr><th>Path</th><th>Answer</th><th>Delay</th><th>Left</th></tr></thead><tbody id="faults"></tbody></table></div>
</section>
<section>
<h2>Requests</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Requests"><table><thead><tr><th>Method</th><th>Path</th><th>Status</th></tr></thead><tbody id="requests"></tbody></table></div>
</section>
<section>
<h2>Webhooks</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Webhooks"><table><thead><tr><th>At</th><th>Type</th><th>To</th><th>State</th><th>Answers</th><th></th></tr></thead><tbody id="deliveries"></tbody></table></div>
</section>
</main>
</body>
</html>
`;
