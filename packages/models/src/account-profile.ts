import type { Account, AccountAddress, AccountTariff } from './switch-account.ts';
import { type CustomerClass, customerClassOf } from './switch-property.ts';

/** A Switch account, ready to show: the address, the class of customer and the likely tariff. */
export interface AccountProfile {
  readonly accountId: string;
  /** The partner's own user id; `null` when the account has none. */
  readonly userId: string | null;
  readonly name: string | null;
  /** The address in one line, as cleaned by the platform if it did; `null` if there is none. */
  readonly addressLine: string | null;
  readonly address: AccountAddress | null;
  /** `null` if it was never set. */
  readonly customerClass: CustomerClass | null;
  /** As written by the platform: a number or a word. */
  readonly customerClassText: string | null;
  /** The tariff that somebody set, otherwise the likeliest guess; `null` if there is none. */
  readonly tariff: AccountTariff | null;
  /** All tariffs: those that somebody set, then guesses, the likeliest first. */
  readonly tariffs: readonly AccountTariff[];
  /** True if the account was deleted. It can still be read, but not restored. */
  readonly deleted: boolean;
}

const likelihoodOf = ({ origin }: AccountTariff): number => (origin.kind === 'explicit' ? 100 : origin.likelihood);

/** Joins the parts of an address that are there: street, city, state with zip, country. */
function addressLineOf({ address1, address2, city, state, zip, country }: AccountAddress): string | null {
  const region = [state, zip].filter((part) => part !== null).join(' ');
  return (
    [address1, address2, city, region === '' ? null : region, country].filter((part) => part !== null).join(', ') ||
    null
  );
}

/** Returns the profile of a Switch account. */
export function profileOf(account: Account): AccountProfile {
  const customerClass = Object.hasOwn(account.properties, 'customerClass')
    ? account.properties.customerClass
    : undefined;
  const text = customerClass?.dataValue ?? null;
  const { address } = account;
  const tariffs = [...account.tariffs].sort((a, b) => likelihoodOf(b) - likelihoodOf(a));
  return {
    accountId: account.accountId,
    userId: account.providerAccountId,
    name: account.accountName,
    addressLine:
      address === null ? null : (address.formattedAddress ?? address.addressString ?? addressLineOf(address)),
    address,
    customerClass: text === null ? null : customerClassOf(text),
    customerClassText: text,
    tariff: tariffs[0] ?? null,
    tariffs,
    deleted: account.status === 'DELETED',
  };
}
