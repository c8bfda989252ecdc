import { isLoopback } from '../hosts.ts';

/**
 * Returns why a webhook cannot go to this URL; `null` if it can. Plain `http:` only reaches this
 * machine.
 */
export function webhookUrlProblem(url: unknown): string | null {
  if (typeof url !== 'string' || url === '') return "can't be blank";
  if (!URL.canParse(url)) return 'is not a valid URL';
  const { protocol, hostname, username, password } = new URL(url);
  if (username + password !== '') return 'must not have a user or a password'; // `fetch` refuses them
  if (protocol === 'https:') return null;
  if (protocol !== 'http:') return 'must be an https URL';
  return isLoopback(hostname) ? null : 'must be an https URL; http is allowed for this machine only';
}
