import type { Account, AccountAddress, AccountTariff } from './switch-account.ts';
import { type CustomerClass, customerClassOf } from './switch-property.ts';

/** The Switch account as a person sees it: where, what kind of customer, and which tariff probably applies. */
export interface AccountProfile {
  readonly accountId: string;
  /** The partner's own user id; `null` when the account has none. */
  readonly userId: string | null;
  readonly name: string | null;
  /** The address in one line, the cleaned one when there is one; `null` when none was given. */
  readonly addressLine: string | null;
  readonly address: AccountAddress | null;
  /** `null` when never set. */
  readonly customerClass: CustomerClass | null;
  /** As written by the platform: a number or a word. */
  readonly customerClassText: string | null;
  /** The one explicitly set, else the likeliest guess; `null` when there is none. */
  readonly tariff: AccountTariff | null;
  /** Every tariff, the explicit ones first, then guesses by falling likelihood. */
  readonly tariffs: readonly AccountTariff[];
  /** The account was deleted; it stays readable and cannot be revived. */
  readonly deleted: boolean;
}

const rank = ({ origin }: AccountTariff): number => (origin.kind === 'explicit' ? 100 : origin.likelihood);

/** Street, city, state with zip, country: the parts that are there, in the order of an address line. */
function joined({ address1, address2, city, state, zip, country }: AccountAddress): string | null {
  const region = [state, zip].filter((part) => part !== null).join(' ');
  return (
    [address1, address2, city, region === '' ? null : region, country].filter((part) => part !== null).join(', ') ||
    null
  );
}

/** The profile of a Switch account. */
export function profileOf(account: Account): AccountProfile {
  const customerClass = Object.hasOwn(account.properties, 'customerClass')
    ? account.properties.customerClass
    : undefined;
  const text = customerClass?.dataValue ?? null;
  const { address } = account;
  const tariffs = [...account.tariffs].sort((a, b) => rank(b) - rank(a));
  return {
    accountId: account.accountId,
    userId: account.providerAccountId,
    name: account.accountName,
    addressLine: address === null ? null : (address.formattedAddress ?? address.addressString ?? joined(address)),
    address,
    customerClass: text === null ? null : customerClassOf(text),
    customerClassText: text,
    tariff: tariffs[0] ?? null,
    tariffs,
    deleted: account.status === 'DELETED',
  };
}
