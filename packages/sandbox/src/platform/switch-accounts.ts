import type { VirtualClock } from '../engine/clock.ts';
import { hash128 } from '../engine/random.ts';
import { TARIFFS } from './providers.ts';
import type { AccountRecord, SwitchAccountRecord } from './records.ts';
import type { Store } from './store.ts';

/** Returns the Switch account of a user, and makes it from their home if there is none yet. */
export function ensureSwitchAccount(
  store: Store,
  clock: VirtualClock,
  user: string,
  home: AccountRecord | undefined,
): SwitchAccountRecord {
  const known = store.switchAccounts.where('providerAccountId', user)[0];
  if (known !== undefined) return known;
  const address = home?.address;
  return store.switchAccounts.put({
    id: store.nextUuid('switch-account'),
    providerAccountId: user,
    accountName: `Home of ${user}`,
    customerOrgId: null,
    customerOrgName: null,
    owner: null,
    status: 'ACTIVE',
    type: null,
    address:
      address === undefined
        ? null
        : {
            addressString: `${address.streetOne}, ${address.city}, ${address.state} ${address.zip}`,
            address1: address.streetOne,
            city: address.city,
            state: address.state,
            zip: address.zip,
            country: 'US',
            ...placeOfZip(address.zip),
          },
    properties: { customerClass: { keyName: 'customerClass', dataType: 'CHOICE', dataValue: '1' } },
    tariffs: home?.tariff == null ? [] : [{ masterTariffId: home.tariff.masterTariffId, likelihood: 74.03 }],
    createdAtMs: clock.now(),
  });
}

/**
 * Completes an account that has an address: with a place on the map, and with a tariff that is
 * guessed from the address until one is set.
 */
export function withGuesses(account: SwitchAccountRecord): SwitchAccountRecord {
  const zip = account.address?.zip;
  if (typeof zip !== 'string') return account;
  const explicit = account.tariffs?.some((tariff) => tariff.likelihood >= 100) === true;
  const residential = account.properties?.customerClass?.dataValue !== '2';
  const place = placeOfZip(zip);
  return {
    ...account,
    address: { ...account.address, country: account.address?.country ?? 'US', ...place },
    tariffs: explicit
      ? account.tariffs
      : [{ masterTariffId: residential ? 9000101 : 9000104, likelihood: residential ? 74.03 : 61.2 }],
  };
}

/** Returns a made-up but fixed place for a zip code, degrees. */
function placeOfZip(zip: string): { lon: number; lat: number } {
  const [a, b] = hash128(`zip:${zip.slice(0, 5)}`);
  return { lon: -122 + Math.round((a % 50_000) / 10) / 100, lat: 30 + Math.round((b % 17_000) / 10) / 100 };
}

/** Returns the made-up tariff with this id. */
export const tariffById = (id: number) => Object.values(TARIFFS).find((tariff) => tariff.masterTariffId === id);
