/** What has a replacement of its own form. */
export type Kind = 'secret' | 'user' | 'name' | 'street' | 'town' | 'zip' | 'place' | 'number' | 'url' | 'text';

/**
 * What a field holds, by its name without case, hyphens and underscores. Fields of no kind are
 * kept.
 */
const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/token|secret|password|passcode|passphrase|signingkey|apikey|appkey|appid|accesskey|privatekey/, 'secret'],
  [/authorization|cookie|signature$|jwt$|session(id|key)?$|^(clientid|pin|otp|sig)$/, 'secret'],
  [/^(clientuserid|correlationids?|provideraccountid|user)$/, 'user'],
  [/^(username\d?|email\w*|phone\w*|recipient|owner|accountmanager|assignee|createdby|lastmodifiedby)$/, 'name'],
  [/^(servicecustomername|customername|customerorgname|accountname|addressname|sitename|firstname|lastname)$/, 'name'],
  [/^(contacts?|customdata|projects)$/, 'name'],
  [/street|^(fulladdress|formattedaddress|addressstring|address[12]|streetline[12])$/, 'street'],
  [/city$/, 'town'],
  [/(zip|zipcode|postcode|postalcode)$/, 'zip'],
  [/^(lat|lon|latitude|longitude)$/, 'place'],
  [/^(normalized|previous)?(account|meter|pointofdelivery)numbers?$|^supplieraccountid$/, 'number'],
  [/url$/, 'url'],
  [/^responsebody$/, 'text'],
];

/** Returns what a field holds; `undefined` for a field that is kept. */
export const kindOf = (field: string): Kind | undefined => {
  const bare = field.toLowerCase().replace(/[-_]/g, '');
  return KINDS.find(([pattern]) => pattern.test(bare))?.[1];
};

/** Returns what a field of a request holds. A code there is one that is exchanged for a token. */
export const kindOfAsked = (field: string): Kind | undefined => (field === 'code' ? 'secret' : kindOf(field));

/** Returns the kind of an address in one text: a street with all that follows. One that is an object has fields. */
export const addressKind = (field: string, value: unknown): Kind | undefined =>
  typeof value === 'string' && /address$/i.test(field) ? 'street' : undefined;
