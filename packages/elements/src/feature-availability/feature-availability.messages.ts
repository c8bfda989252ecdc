import type { AccountStatus, Availability, FeatureName } from '@arc-elements/models';
import { Catalog } from '../languages/catalog.ts';
import { CORE } from '../languages/loaders.ts';

/**
 * Words of `arc-feature-availability` in English, from which the other languages are translated.
 */
export const messages = new Catalog('featureAvailability', CORE, () => ({
  caption: 'What is available for each utility account',
  loading: 'Loading your accounts',
  emptyTitle: 'No utility account yet.',
  emptyHint: 'After you connect a utility, its accounts and what they offer appear here.',
  lookingTitle: 'Looking for your accounts.',
  lookingHint: 'This usually takes a minute or two. They appear here by themselves.',
  feature: 'Feature',
  choose: 'Account',
  search: 'Find an account',
  noMatch: 'No account matches.',
  accounts: 'Accounts',
  account: 'Account',
  unnamed: 'Account without an address',
  reveal: 'Show the whole number',
  conceal: 'Hide the number',
  tariff: (name: string) => `Tariff: ${name}`,
  supplier: (name: string) => `Energy from ${name}`,
  pastDue: 'Bill past due',
  about: (feature: string) => `About ${feature}`,
  announce: (feature: string, account: string, word: string) => `${feature}, ${account}: ${word}.`,
  state: {
    AVAILABLE: 'Available',
    NOT_READY: 'Getting ready',
    NOT_AVAILABLE: 'Not available',
    unknown: 'Not known',
  } satisfies Record<Availability, string>,
  because: {
    AVAILABLE: 'Ready to use.',
    NOT_READY: 'Data is still being collected from the utility. It changes here by itself, usually within a day.',
    NOT_AVAILABLE: 'The utility does not offer what this needs, and that is not expected to change soon.',
    unknown: 'The utility data service has not said.',
  } satisfies Record<Availability, string>,
  becauseText: (text: string) => `Reported as “${text}”, a word that is new to us.`,
  service: { electric: 'Electricity', gas: 'Gas', water: 'Water' },
  accountState: {
    closed: 'Closed',
    incomplete: 'Not set up completely',
    locked: 'Locked by the utility',
  } satisfies Partial<Record<AccountStatus, string>>,
  group: { Plug: 'Data', Bundle: 'Payments', Spark: 'Charging' },
  name: {
    utility_statements: 'Bills',
    utility_intervals: 'Usage data',
    utility_remittance: 'Bill payment',
    hosted_payments: 'Hosted payments',
    charge_cost: 'Charging cost',
    smart_charge: 'Smart charging',
  } satisfies Record<FeatureName, string>,
  what: {
    utility_statements: 'Your bills, past and new, as data and as documents.',
    utility_intervals: 'How much energy you use in every quarter of an hour, as your meter measures it.',
    utility_remittance: 'Your utility bills paid for you.',
    hosted_payments: 'A page on which you pay your utility bill.',
    charge_cost: 'What charging your car costs at each hour, with your own tariff.',
    smart_charge: 'Charging your car when it is cheapest, planned with your own tariff.',
  } satisfies Record<FeatureName, string>,
}));
