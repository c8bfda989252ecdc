import type { ArcWebhookEvent } from '@arc-elements/models';
import { EVERYTHING, type Hint, hint } from './hints.ts';

/** Hints by the start of the event's type. The first match counts. */
const HINTS: readonly (readonly [start: string, hint: Hint])[] = [
  ['utility_credential', hint('connections', 'accounts')],
  ['utility_accounts_discover', hint('connections', 'accounts', 'meters')],
  ['utility_account_updated', hint('accounts', 'meters')],
  ['historical_utility_statements', hint('accounts', 'meters')],
  ['new_utility_statement', hint('meters')],
  ['historical_utility_intervals', hint('accounts', 'meters', 'intervals')],
  ['new_utility_intervals', hint('meters', 'intervals')],
  ['utility_remittance', hint('accounts')],
  ['REAL_TIME_CREDENTIAL_VALIDATION', hint('connections', 'accounts', 'meters')],
  ['test', hint()],
];

/**
 * Returns what to read again after an event. The data of an event is not used, so that duplicated,
 * late and lost events end in the same state. Only the prefix of the id is, for types of Plug that
 * do not name their resource.
 */
export function hintOf({ typeText, data }: Pick<ArcWebhookEvent, 'typeText' | 'data'>): Hint {
  const known = HINTS.find(([start]) => typeText.startsWith(start))?.[1];
  if (known !== undefined) return known;
  const id = typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : '';
  if (id.startsWith('mtr_')) return METER;
  if (id.startsWith('crd_')) return CREDENTIAL;
  return EVERYTHING;
}

const METER = hint('meters', 'intervals');
const CREDENTIAL = hint('connections', 'accounts', 'meters');
