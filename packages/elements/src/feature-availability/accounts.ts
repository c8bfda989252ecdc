import type { UtilityAccount } from '@arc-elements/models';

/** First line of an address, to name the account by; `null` when there is none. */
export function streetOf({ serviceAddress: { streetOne, streetTwo } }: UtilityAccount): string | null {
  return [streetOne, streetTwo].filter((part) => part !== null && part !== '').join(', ') || null;
}

/** Town line of an address: "Washington, DC 20001"; `null` when there is none. */
export function townOf({ serviceAddress: { city, state, zip } }: UtilityAccount): string | null {
  const region = [state, zip].filter((part) => part !== null && part !== '').join(' ');
  return [city, region].filter((part) => part !== null && part !== '').join(', ') || null;
}

/** Whether the account is meant by what a person typed: any part of address, utility or the end of its number. */
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
