/** A field with which the platform may name an owner. */
export interface OwnerForm {
  readonly field: string;
  /** The value as JSON text: `1.0` and `1` are different forms. */
  readonly json: string;
}

/** A user, and the JSON values that name it. */
export interface Person {
  readonly user: string;
  /** Every value that is this user's id. */
  readonly own: readonly string[];
  /** Values that are not, among them some that a loose comparison would accept. */
  readonly others: readonly string[];
}

/** Values that are no id, although the text of some equals or contains the user's. */
const nobodys = (user: string): readonly string[] => [
  ...['true', 'false', '""', '" "', '"null"', '"undefined"', '"[object Object]"', '{}', '[[]]', '1e400'],
  `["${user}"]`,
  `[["${user}"]]`,
  `{"id":"${user}"}`,
  `{"toString":"${user}"}`,
  `{"0":"${user}","length":1}`,
];

/** Users whose ids loose comparisons would confuse. */
export const PEOPLE: readonly Person[] = [
  {
    user: 'user-a',
    own: ['"user-a"', '"\\u0075ser-a"'],
    others: [
      ...nobodys('user-a'),
      ...['"User-a"', '"USER-A"', '" user-a"', '"user-a "', '"user-a\\u0000"', '"user-a\\n"', '"user-"', '"user-aa"'],
      // Cyrillic а, a full-width a, a soft hyphen, a non-breaking hyphen, a combining accent and
      // its composed form.
      ...['"user-\u0430"', '"user-\uff41"', '"user\u00ad-a"', '"user\u2011a"', '"user-a\u0301"', '"user-\u00e1"'],
    ],
  },
  {
    user: '1',
    own: ['"1"', '1'],
    others: [
      ...nobodys('1'),
      ...['1.0', '1.00', '1e0', '10e-1', '0.1e1', '-1', '11', '0.9999999999999999', '0.99999999999999999999', '[1]'],
      ...['"01"', '"1.0"', '"+1"', '" 1"', '"\u0661"'],
    ],
  },
  { user: '0', own: ['"0"', '0'], others: ['-0', '0.0', '0e0', '-0.0', '"-0"', '"00"', '1e-400'] },
  { user: '100', own: ['"100"', '100'], others: ['1e2', '1E+2', '100.0', '0.1e3', '"1e2"'] },
  { user: '9007199254740991', own: ['"9007199254740991"', '9007199254740991'], others: ['9007199254740992'] },
  { user: '9007199254740992', own: ['"9007199254740992"'], others: ['9007199254740992', '9007199254740993'] },
  {
    user: '12345678901234567000',
    own: ['"12345678901234567000"'],
    others: ['12345678901234567890', '12345678901234567000', '1.2345678901234567e19'],
  },
  { user: '1e21', own: ['"1e21"'], others: ['1e21', '1000000000000000000000', '"1e+21"'] },
];

/** Values that name nobody. */
export const SILENT = ['null', '[]'] as const;

const USER_FIELDS = [
  ...['client_user_id', 'clientUserId', 'ClientUserID', 'client-user-id', 'clientUser', 'client_user'],
  ...['correlationId', 'correlation_id', 'CORRELATIONID', 'correlation'],
  ...['providerAccountId', 'provider_account_id', 'userId', 'user_id', 'user'],
];
const USERS_FIELDS = ['client_user_ids', 'correlationIds', 'correlation_ids', 'providerAccountIds', 'userIds', 'users'];
const CREDENTIAL_FIELDS = ['credentialId', 'credential_id', 'CredentialID', 'credential'];
const CREDENTIALS_FIELDS = ['credentialIds', 'credential_ids', 'credentials'];

const standsForOwner = (field: string): boolean => !/ids?$/i.test(field);
const formsOf = (fields: readonly string[], values: readonly string[]): readonly OwnerForm[] =>
  fields.flatMap((field) => values.map((json) => ({ field, json })));

/** Returns the field with each wrong owner. */
const one = (fields: readonly string[], other: string): readonly OwnerForm[] => [
  ...formsOf(fields, [`"${other}"`, '7', 'true', `["${other}"]`]),
  ...formsOf(fields.filter(standsForOwner), [`{"id":"${other}"}`, '{"id":{}}', '{"client_user_id":"user-b"}']),
];

/** Returns the field with several wrong owners. */
const many = (fields: readonly string[], own: string, other: string): readonly OwnerForm[] => [
  ...formsOf(fields, [
    `"${other}"`,
    `["${other}"]`,
    `["${other}","x"]`,
    '[null]',
    '7',
    `"${own},${other}"`,
    `[["${own}"]]`,
  ]),
  ...formsOf(fields.filter(standsForOwner), [`[{"id":"${other}"}]`, '[{"correlationId":"user-b"}]']),
];

/** Forms that name another user than `user-a`. */
export const FOREIGN_USERS: readonly OwnerForm[] = [
  ...one(USER_FIELDS, 'user-b'),
  ...formsOf(USER_FIELDS, ['["user-a"]']),
  ...many(USERS_FIELDS, 'user-a', 'user-b'),
];

/** Forms that name another credential than `crd_own`. */
export const FOREIGN_CREDENTIALS: readonly OwnerForm[] = [
  ...one(CREDENTIAL_FIELDS, 'crd_other'),
  ...formsOf(CREDENTIAL_FIELDS, ['["crd_own"]']),
  ...many(CREDENTIALS_FIELDS, 'crd_own', 'crd_other'),
];

/**
 * Forms that `user-a` may see: they name that user, also beside others who share a meter, or
 * nobody.
 */
export const HARMLESS_USERS: readonly OwnerForm[] = [
  ...formsOf(USER_FIELDS, ['"user-a"', 'null']),
  ...formsOf(USERS_FIELDS, ['"user-a"', '["user-a"]', '["user-b","user-a"]', ...SILENT]),
  ...formsOf(['user', 'clientUser'], ['{"id":"user-a"}', '{"client_user_id":"user-a"}', '{}']),
];

/** Forms that the holder of `crd_own` may see. */
export const HARMLESS_CREDENTIALS: readonly OwnerForm[] = [
  ...formsOf(CREDENTIAL_FIELDS, ['"crd_own"', 'null']),
  ...formsOf(CREDENTIALS_FIELDS, ['"crd_own"', '["crd_own"]', '["crd_other","crd_own"]', ...SILENT]),
];

/** Returns JSON of an answer in which one object has the form. */
export function withForm(answer: unknown, row: Record<string, unknown>, { field, json }: OwnerForm): string {
  row[field] = '@marker@';
  return JSON.stringify(answer).replace('"@marker@"', () => json);
}
