import type { AccountInput, PropertyInput } from '@arc-elements/client';
import { type Account, customerClassOf, customerClassValue } from '@arc-elements/models';

/** A field of the page, saved as a property of the account. */
export interface ProfileField {
  /** Name of the property, such as `buildingArea`. */
  readonly keyName: string;
  readonly label: string;
  readonly help?: string;
  /** Default `text`. */
  readonly type?: 'text' | 'number';
  /** Unit that is shown after the field. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
}

/** Input of the form. Empty text means that nothing was entered. */
export interface Draft {
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly customerClass: '' | 'residential' | 'general';
  /** By `keyName`. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Error of a field. */
export type FormError =
  | 'address1-missing'
  | 'zip-missing'
  | 'zip-wrong'
  | 'class-missing'
  | 'number-wrong'
  | 'number-low'
  | 'number-high'
  | 'missing';

/** Creates the draft of a saved account, or an empty one for `null`. */
export function draftOf(account: Account | null, fields: readonly ProfileField[]): Draft {
  const address = account?.address ?? null;
  const word = customerClassOf(account?.properties.customerClass?.dataValue ?? null);
  return {
    address1: address?.address1 ?? address?.addressString ?? '',
    address2: address?.address2 ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    zip: address?.zip ?? '',
    customerClass: word === 'unknown' ? '' : word,
    properties: Object.fromEntries(
      fields.map(({ keyName }) => [keyName, account?.properties[keyName]?.dataValue ?? '']),
    ),
  };
}

/**
 * Returns the errors of a draft, by the name of the field (`keyName` for fields of the page), in
 * the order of the form.
 */
export function errorsOf(
  draft: Draft,
  fields: readonly ProfileField[],
  country: string,
): ReadonlyMap<string, FormError> {
  const errors = new Map<string, FormError>();
  if (draft.address1.trim() === '') errors.set('address1', 'address1-missing');
  if (draft.zip.trim() === '') errors.set('zip', 'zip-missing');
  else if (country === 'US' && !/^\d{5}(-\d{4})?$/.test(draft.zip.trim())) errors.set('zip', 'zip-wrong');
  if (draft.customerClass === '') errors.set('customerClass', 'class-missing');
  for (const field of fields) {
    const error = errorOf(draft.properties[field.keyName]?.trim() ?? '', field);
    if (error !== null) errors.set(field.keyName, error);
  }
  return errors;
}

function errorOf(text: string, { type, min, max, required }: ProfileField): FormError | null {
  if (text === '') return required ? 'missing' : null;
  if (type !== 'number') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return 'number-wrong';
  if (min !== undefined && value < min) return 'number-low';
  return max !== undefined && value > max ? 'number-high' : null;
}

/** Returns the request for a draft without errors. Empty fields of the page are left unchanged. */
export function inputOf(draft: Draft, fields: readonly ProfileField[], country: string): AccountInput {
  const { address1, address2, city, state, zip } = Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : '']),
  ) as Record<'address1' | 'address2' | 'city' | 'state' | 'zip', string>;
  const own: PropertyInput[] = fields
    .map(({ keyName }) => ({ keyName, dataValue: draft.properties[keyName]?.trim() ?? '' }))
    .filter(({ dataValue }) => dataValue !== '');
  const region = [state, zip].filter((part) => part !== '').join(' ');
  const parts = { address1, address2, city, state, zip };
  return {
    address: {
      ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== '')),
      country,
      // The address in one line is sent too. Otherwise the saved one would contradict the parts.
      addressString: [address1, address2, city, region].filter((part) => part !== '').join(', '),
    },
    properties: [
      ...(draft.customerClass === ''
        ? []
        : [{ keyName: 'customerClass', dataValue: customerClassValue(draft.customerClass) }]),
      ...own,
    ],
  };
}
