import type { UtilityAccount } from '@arc-elements/models';

/** Returns the first line of the address, which names the account; `null` if there is none. */
export function streetOf({ serviceAddress: { streetOne, streetTwo } }: UtilityAccount): string | null {
  return [streetOne, streetTwo].filter((part) => part !== null && part !== '').join(', ') || null;
}

/** Returns the second line of the address: "Washington, DC 20001"; `null` if there is none. */
export function townOf({ serviceAddress: { city, state, zip } }: UtilityAccount): string | null {
  const region = [state, zip].filter((part) => part !== null && part !== '').join(' ');
  return [city, region].filter((part) => part !== null && part !== '').join(', ') || null;
}

/** Returns true if `query` is part of the address or utility, or the end of the account number. */
export function matches(account: UtilityAccount, query: string): boolean {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return true;
  const number = (account.accountNumber ?? '').replaceAll(/[\s-]/g, '');
  const text = [streetOf(account), townOf(account), account.utilityName, account.utilityLongName]
    .filter((part) => part !== null)
    .join(' ')
    .toLowerCase();
  return text.includes(wanted) || number.endsWith(wanted.replaceAll(/[\s-]/g, ''));
}
