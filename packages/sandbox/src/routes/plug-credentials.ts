import * as v from 'valibot';
import { isoZ } from '../data/iso.ts';
import { Refusal } from '../families/family.ts';
import { plug, plugError, plugNotFound } from '../families/plug.ts';
import { askedOrigin } from '../hosts.ts';
import { providerById } from '../platform/providers.ts';
import type { CredentialRecord } from '../platform/records.ts';
import type { FieldReader, FieldValue } from '../platform/search.ts';
import type { World } from '../platform/world.ts';
import { pageOf } from './plug-page.ts';
import type { Route } from './route.ts';
import { FlagSchema, maybe, NameSchema, TextSchema } from './schemas.ts';
import { webhookUrlProblem } from './webhook-url.ts';

/** Utilities ask for up to four of each. */
const LoginSchema = {
  username: maybe(TextSchema),
  username2: maybe(TextSchema),
  username3: maybe(TextSchema),
  username4: maybe(TextSchema),
  password: maybe(TextSchema),
  password2: maybe(TextSchema),
  password3: maybe(TextSchema),
  password4: maybe(TextSchema),
};

const CreateSchema = v.object({
  ...LoginSchema,
  providerId: maybe(TextSchema),
  correlationId: maybe(TextSchema),
  webhookUrl: maybe(TextSchema),
  isInteractive: v.optional(v.unknown()),
});

const PatchSchema = v.object({
  ...LoginSchema,
  correlationId: maybe(TextSchema),
  isActive: v.optional(FlagSchema),
  isInteractive: v.optional(FlagSchema),
});

const ConnectSchema = v.object({ correlationId: NameSchema });

/** Plug credentials, and the address of the Connect page. Source: UPSTREAM.md, Credentials. */
export const plugCredentialRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/plug/credentials',
    family: plug,
    handle(request, world) {
      const anywhere = ['username', 'correlationId', 'credentialId', 'provider.name'];
      const { records, page } = pageOf(request, world.store.credentials.all(), credentialField(world), anywhere);
      return Response.json({ credentials: records.map((each) => world.views.credential(each)), page });
    },
  },
  {
    method: 'POST',
    path: '/plug/credentials',
    family: plug,
    async handle(request, { lifecycle, views }) {
      const sent = await request.json(CreateSchema);
      if (!sent.providerId)
        return plugError(400, 'invalidParameter', 'providerId is required', { param: 'providerId' });
      requireWebhookUrl(sent.webhookUrl);
      const credential = lifecycle.submitLogin({
        user: sent.correlationId ?? null,
        providerId: sent.providerId,
        username: sent.username ?? null,
        moreUsernames: [sent.username2 ?? null, sent.username3 ?? null, sent.username4 ?? null],
        password: sent.password ?? null,
        isInteractive: sent.isInteractive === true,
        webhookUrl: sent.webhookUrl ?? null,
      });
      return Response.json(views.credential(credential, 'single'), { status: 201 });
    },
  },
  {
    method: 'PATCH',
    path: '/plug/credentials/:id',
    family: plug,
    async handle(request, { store, clock, lifecycle, views }) {
      const credential = store.credentials.get(request.param('id'));
      if (credential === undefined) return plugNotFound('credential', request.param('id'));
      const { correlationId: user, isActive, isInteractive, username, password } = await request.json(PatchSchema);
      let after = store.credentials.update(credential.id, {
        updatedAtMs: clock.now(),
        ...(user == null ? {} : { user }),
        ...(isActive === undefined ? {} : { isActive }),
        ...(isInteractive === undefined ? {} : { isInteractive }),
      });
      if (after.user !== credential.user) lifecycle.registerUser(after.user);
      const isNewLogin = username != null || password != null;
      if (isNewLogin)
        after = lifecycle.resubmitLogin(after, { username: username ?? null, password: password ?? null });
      return Response.json(views.credential(after, 'single'));
    },
  },
  {
    method: 'POST',
    path: '/plug/connect/url',
    family: plug,
    async handle(request, { lifecycle }) {
      const { correlationId } = await request.json(ConnectSchema);
      lifecycle.registerUser(correlationId);
      const url = new URL('/connect/sandbox', askedOrigin(request.raw));
      url.searchParams.set('correlationId', correlationId);
      url.searchParams.set('apiMode', 'sandbox');
      return Response.json({ url: url.href });
    },
  },
];

/** @throws {Refusal} Webhooks cannot go there. */
function requireWebhookUrl(url: string | null | undefined): void {
  const problem = url == null ? null : webhookUrlProblem(url);
  if (problem === null) return;
  throw new Refusal(plugError(400, 'invalidParameter', `webhookUrl ${problem}`, { param: 'webhookUrl' }));
}

/** Returns a reader of the documented fields by which credentials are searched. */
function credentialField({ store }: World): FieldReader<CredentialRecord> {
  return (record, field): FieldValue | undefined => {
    const accounts = () => store.accounts.where('credentialId', record.id);
    const meters = () => accounts().flatMap(({ id }) => store.meters.where('accountId', id));
    switch (field) {
      case 'accountIds':
        return accounts().map((account) => account.id);
      case 'accountNumbers':
      case 'normalizedAccountNumbers':
        return accounts().flatMap((account) => account.accountNumber ?? []);
      case 'correlationId':
        return record.user;
      case 'createdAt':
        return isoZ(record.createdAtMs);
      case 'credentialId':
      case 'id':
        return record.id;
      case 'isAccessible':
        return record.accessible;
      case 'isActive':
        return record.isActive;
      case 'isCustomerActionRequired':
        return record.actionRequired;
      case 'lastModifiedAt':
        return isoZ(record.updatedAtMs);
      case 'meterIds':
        return meters().map((meter) => meter.id);
      case 'nextScheduledAccountRunAt':
        return isoZ(record.updatedAtMs + 86_400_000);
      case 'provider.name':
        return providerById(record.providerId).name;
      case 'provider.providerId':
        return record.providerId;
      case 'siteIds':
        return accounts().map((account) => `ste_${account.id.slice(4)}`);
      case 'status':
        return record.status;
      case 'statusDetail':
        return record.statusDetail;
      case 'totalAccounts':
        return accounts().length;
      case 'username':
        return record.username;
      case 'username2':
      case 'username3':
      case 'username4':
        return record.moreUsernames[Number(field.slice(-1)) - 2] ?? null;
      default:
        return undefined;
    }
  };
}
