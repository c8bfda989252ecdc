/** Labels of the sandbox's scenarios. The empty name stands for nobody connected. */
export const scenarios: Readonly<Record<string, string>> = {
  '': 'nobody yet',
  'solar-home': 'a home with solar and a car',
  'single-electric': 'one home, electric',
  'features-not-ready': 'a home whose data is still being gathered',
  rejected: 'a login that was refused',
  gaps: 'a meter with missing readings',
  'many-accounts': 'fifty accounts',
  'many-meters': 'a building with twelve meters',
  'past-due': 'an account past due',
  'email-approval': 'a login that waits for an e-mail',
  'provider-down': 'a utility that is down',
  'gas-only': 'gas, without interval data',
  empty: 'a login without accounts',
};
