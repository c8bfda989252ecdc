import type { Connection, Meter, UtilityAccount } from '@arc-elements/models';
import { account, connection, meter } from './fixtures.ts';

// Data in Greek letters, which no language of the elements has: Greek text is data, not a message.

/** Returns a connection whose text is Greek. */
export const greekConnection = (patch: Partial<Connection> = {}): Connection =>
  connection({ utilityName: 'Ρεύμα', username: 'άλφα@βήτα.γρ', statusText: 'νέο', ...patch });

/** Returns an account whose text is Greek. */
export const greekAccount = (patch: Partial<UtilityAccount> = {}): UtilityAccount =>
  account({
    utilityName: 'Ρεύμα',
    utilityLongName: 'Ρεύμα',
    serviceAddress: { streetOne: 'Οδός 18', streetTwo: null, city: 'Πόλη', state: 'Α', zip: '03801' },
    tariff: { ...(account().tariff as NonNullable<UtilityAccount['tariff']>), name: 'Νύχτα', supplierName: 'Ήλιος' },
    services: (['electric', 'gas', 'water', 'unknown'] as const).map((type) => ({ type, text: 'άλλο' })),
    ...patch,
  });

/** Returns a meter whose text is Greek. */
export const greekMeter = (patch: Partial<Meter> = {}): Meter =>
  meter({
    serviceAddress: {
      ...(meter().serviceAddress as NonNullable<Meter['serviceAddress']>),
      streetOne: 'Οδός',
      city: 'Πόλη',
      state: 'Α',
    },
    serviceTypeText: 'άλλο',
    statusText: 'νέο',
    ...patch,
  });

/**
 * Returns a tariff of a Switch account in wire format. Without a likelihood, the person chose it.
 */
export const greekTariff = (likelihood: number | null, id: number) => ({
  masterTariffId: id,
  tariffName: 'Νύχτα',
  lseName: 'Ρεύμα',
  customerLikelihood: likelihood,
});

const GREEK = /\p{Script=Greek}/u;
const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069/g;

/**
 * Returns the Greek texts that could change the direction of the text around them, because neither
 * `<bdi>`, a `dir` attribute nor control characters isolate them.
 */
export function unisolatedTexts(root: ParentNode): string[] {
  const found: string[] = [];
  for (const each of root.querySelectorAll<HTMLElement>('*')) {
    if (each.shadowRoot !== null) found.push(...unisolatedTexts(each.shadowRoot));
    if (each.localName === 'style' || each.closest('bdi, [dir=auto], [dir=ltr]') !== null) continue;
    for (const node of each.childNodes) {
      const text = node instanceof Text ? node.data.replaceAll(ISOLATED, '') : '';
      if (GREEK.test(text)) found.push(`${each.localName}.${each.className}: ${text.trim()}`);
    }
    for (const name of ['aria-label', 'title', 'placeholder'] as const) {
      const text = each.getAttribute(name)?.replaceAll(ISOLATED, '').trim() ?? '';
      // Only text that has Arabic around the Greek needs isolation.
      if (GREEK.test(text) && /\p{Script=Arabic}/u.test(text)) found.push(`${name}: ${text}`);
    }
  }
  return found;
}
