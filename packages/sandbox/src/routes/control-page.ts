import type { Hono } from 'hono';
import { isoZ } from '../data/iso.ts';
import { type ControlState, controlPage } from '../pages/control-client.ts';
import { controlStyle } from '../pages/control-style.ts';
import { providerById } from '../platform/providers.ts';
import { SCENARIOS } from '../platform/scenarios.ts';
import type { World } from './context.ts';
import { type Controls, originOf } from './control.ts';

const SHOWN = 60;

/** The page at `/`, and the control routes that only it needs. */
export function controlPageRoutes(app: Hono, world: World, controls: Controls): void {
  const { store, clock, lifecycle, deliveries } = world;

  app.get('/_sandbox/state', () => {
    const state: ControlState = {
      seed: store.seed,
      now: isoZ(clock.now()),
      frozen: clock.frozen,
      users: store.users.all().map((user) => ({
        user: user.id,
        credentials: store.credentials
          .filter((each) => each.user === user.id)
          .map((each) => {
            const accounts = store.accounts.filter((account) => account.credentialId === each.id);
            return {
              id: each.id,
              legacyId: each.legacyId,
              utility: providerById(each.providerId).name,
              username: each.username,
              scenario: each.scenario,
              status: each.status,
              detail: each.statusDetail,
              accounts: accounts.length,
              ready: accounts.filter((account) => account.features.utility_intervals === 'AVAILABLE').length,
              meters: store.meters
                .filter((meter) => accounts.some((account) => account.id === meter.accountId))
                .map((meter) => ({ id: meter.id, number: meter.meterNumber, status: meter.status })),
            };
          }),
      })),
      requests: controls.log.all().slice(-SHOWN).reverse(),
      deliveries: store.events
        .all()
        .slice(-SHOWN)
        .reverse()
        .map((event) => ({
          id: event.id,
          type: event.type,
          // A webhook URL may hold a secret in its path (Plug's is told apart that way): its origin says enough.
          url: originOf(store.endpoints.get(event.endpointId)?.url),
          state: event.state,
          at: isoZ(event.createdAtMs),
          attempts: event.attempts.map((attempt) => attempt.statusCode),
        })),
      faults: controls.faults.all(),
      scenarios: SCENARIOS.map(({ name, title }) => ({ name, title })),
    };
    return Response.json(state);
  });

  const missing = (): Response => Response.json({ error: 'There is no such thing any more' }, { status: 404 });

  app.delete('/_sandbox/users/:user', (c) => {
    lifecycle.deleteUser(c.req.param('user'));
    return new Response(null, { status: 204 });
  });
  app.post('/_sandbox/meters/:id/activate', (c) => {
    const meter = store.meters.get(c.req.param('id'));
    return meter === undefined || lifecycle.activate(meter) === undefined
      ? missing()
      : new Response(null, { status: 202 });
  });
  app.post('/_sandbox/credentials/:id/revoke', (c) => {
    const credential = store.credentials.get(c.req.param('id'));
    if (credential === undefined) return missing();
    lifecycle.revoke(credential);
    return new Response(null, { status: 202 });
  });
  app.post('/_sandbox/webhooks/:id/resend', (c) => {
    const event = store.events.get(c.req.param('id'));
    if (event === undefined) return missing();
    deliveries.resend(event);
    return new Response(null, { status: 202 });
  });

  const asset = (text: string, type: string): Response =>
    new Response(text, {
      headers: {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      },
    });
  app.get('/_sandbox/assets/control.js', () => asset(`(${controlPage.toString()})();`, 'text/javascript'));
  app.get('/_sandbox/assets/control.css', () => asset(controlStyle, 'text/css'));
  app.get(
    '/',
    () =>
      new Response(PAGE, {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy':
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
          'x-content-type-options': 'nosniff',
        },
      }),
  );
}

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
<div class="scroll" tabindex="0" role="region" aria-label="Faults"><table><thead><tr><th>Path</th><th>Status</th><th>Delay</th><th>Left</th></tr></thead><tbody id="faults"></tbody></table></div>
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
