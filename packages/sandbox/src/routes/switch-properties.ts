import * as v from 'valibot';
import { switchAccounts } from '../families/switch.ts';
import { withGuesses } from '../platform/switch-accounts.ts';
import type { World } from '../platform/world.ts';
import type { Route, RouteRequest } from './route.ts';
import { envelope, requireAccount } from './switch-accounts.ts';
import { PropertySchema, propertyOf, withProperty, withTariff } from './switch-fields.ts';
import { propertyView, tariffView } from './switch-views.ts';

const TariffSchema = v.object({ masterTariffId: v.optional(v.unknown()) });
const BY_ID_OR_PID = ['/rest/v1/accounts/pid/:pid', '/rest/v1/accounts/:id'];
const SETTING = ['POST', 'PUT'] as const;

/** Properties and tariffs of Switch accounts. Source: UPSTREAM.md, Account API. */
export const switchPropertyRoutes: readonly Route[] = [
  ...BY_ID_OR_PID.flatMap((account) => [
    ...SETTING.flatMap((method): Route[] => [
      { method, path: `${account}/properties`, family: switchAccounts, handle: setProperty },
      { method, path: `${account}/tariffs`, family: switchAccounts, handle: setTariff },
    ]),
    {
      method: 'GET' as const,
      path: `${account}/tariffs`,
      family: switchAccounts,
      handle: (request: RouteRequest, world: World) => tariffsOf(requireAccount(request, world)),
    },
    {
      method: 'DELETE' as const,
      path: `${account}/tariffs/:masterTariffId`,
      family: switchAccounts,
      handle: removeTariff,
    },
  ]),
  {
    method: 'DELETE',
    path: '/rest/v1/accounts/:id/properties/:keyName',
    family: switchAccounts,
    handle(request, world) {
      const account = requireAccount(request, world);
      const key = request.param('keyName');
      if (account.properties !== null && Object.hasOwn(account.properties, key)) {
        const { [key]: _removed, ...properties } = account.properties;
        world.store.switchAccounts.update(account.id, { properties });
      }
      return removed('PropertyData');
    },
  },
];

async function setProperty(request: RouteRequest, world: World): Promise<Response> {
  const account = requireAccount(request, world);
  const property = propertyOf(await request.json(PropertySchema));
  if (account.status !== 'DELETED') world.store.switchAccounts.put(withGuesses(withProperty(account, property)));
  return envelope('PropertyData', [propertyView(property, true)]);
}

async function setTariff(request: RouteRequest, world: World): Promise<Response> {
  const account = requireAccount(request, world);
  const { masterTariffId } = await request.json(TariffSchema);
  return tariffsOf(world.store.switchAccounts.put(withTariff(account, String(masterTariffId))));
}

/** Recorded behaviour 5: the `lseId` that a tariff brought stays when the tariffs are gone. */
function removeTariff(request: RouteRequest, world: World): Response {
  const account = requireAccount(request, world);
  const id = request.param('masterTariffId');
  const tariffs = (account.tariffs ?? []).filter((each) => String(each.masterTariffId) !== id);
  world.store.switchAccounts.update(account.id, { tariffs });
  return removed('Tariff');
}

const tariffsOf = (account: ReturnType<typeof requireAccount>): Response =>
  envelope('Tariff', (account.tariffs ?? []).map(tariffView));

/** Returns the answer to a removal, the same whether or not there was something. */
const removed = (type: string): Response => Response.json({ status: 'success', count: 0, type, results: null });
