import { isoOrNull, isoZ } from '../data/iso.ts';
import { type Provider, providerById } from './providers.ts';
import type {
  AccountRecord,
  AddressRecord,
  CredentialRecord,
  EndpointRecord,
  EventRecord,
  MeterRecord,
  UserRecord,
} from './records.ts';
import { FEATURES } from './records.ts';
import type { Store } from './store.ts';

/** Turns records into the bodies of the platform. Changes nothing in the store. */
export interface Views {
  utilityCredential(record: CredentialRecord): Record<string, unknown>;
  utilityAccount(record: AccountRecord): Record<string, unknown>;
  user(record: UserRecord): Record<string, unknown>;
  credential(record: CredentialRecord, form?: 'list' | 'single'): Record<string, unknown>;
  meter(record: MeterRecord, form?: 'list' | 'single'): Record<string, unknown>;
  endpoint(record: EndpointRecord): Record<string, unknown>;
  eventSummary(record: EventRecord): Record<string, unknown>;
  event(record: EventRecord): Record<string, unknown>;
}

/** Makes the views. `quirks` turns on the inconsistencies of the documented samples. */
export function createViews(store: Store, quirks: boolean): Views {
  const credentialOf = (account: AccountRecord): CredentialRecord =>
    store.credentials.get(account.credentialId) as CredentialRecord;
  const metersOf = (account: AccountRecord): readonly MeterRecord[] => store.meters.where('accountId', account.id);

  const views: Views = {
    utilityCredential(record) {
      const provider = providerById(record.providerId);
      return {
        id: record.legacyId,
        client_user_id: record.user ?? '',
        utility_name: provider.name,
        utility_long_name: provider.longName,
        username: record.username,
        verification_status: record.verification,
        accounts_load_in_progress: record.accountsLoading,
        verification_updated_at: isoOrNull(record.verifiedAtMs),
        created_at: isoZ(record.createdAtMs),
        updated_at: isoZ(record.updatedAtMs),
        sandboxed: true,
        uses_test_scenario: record.testLogin,
      };
    },

    utilityAccount(record) {
      const credential = credentialOf(record);
      const provider = providerById(credential.providerId);
      return {
        id: record.legacyId,
        client_user_id: credential.user ?? '',
        utility_name: provider.name,
        utility_long_name: provider.longName,
        utility_credential_id: credential.legacyId,
        account_number: record.accountNumber,
        service_address_street_one: record.address.streetOne,
        service_address_street_two: record.address.streetTwo,
        service_address_city: record.address.city,
        service_address_state: record.address.state,
        service_address_zip: record.address.zip,
        service_customer_name: record.customerName,
        supplier_account_id: null,
        status: record.status,
        most_recent_tariff:
          record.tariff === null
            ? null
            : {
                main_tariff_id: `gen_mtid_${record.tariff.masterTariffId}`,
                supplier_name: record.tariff.supplier,
                tariff_code: record.tariff.code,
                tariff_name: record.tariff.name,
                utility_name: provider.name,
                tariff_as_of_date: record.tariff.asOf,
              },
        flags: record.flags,
        services: record.services,
        created_at: isoZ(record.createdAtMs),
        updated_at: isoZ(record.updatedAtMs),
        feature_availability: Object.fromEntries(FEATURES.map((feature) => [feature, record.features[feature]])),
        utility_meters: metersOf(record).map((meter) => ({
          id: meter.legacyId,
          client_user_id: credential.user ?? '',
          utility_credential_id: credential.legacyId,
          utility_account_id: record.legacyId,
          meter_number: meter.meterNumber,
          service_type: meter.service,
          created_at: isoZ(meter.createdAtMs),
          updated_at: isoZ(meter.updatedAtMs),
          sandboxed: true,
        })),
        sandboxed: true,
      };
    },

    user: (record) => ({
      client_user_id: record.id,
      created_at: isoZ(record.createdAtMs),
      utility_credentials: store.credentials
        .filter((credential) => credential.user === record.id)
        .map((credential) => ({
          ...views.utilityCredential(credential),
          utility_accounts: store.accounts
            .filter((account) => account.credentialId === credential.id)
            .map((account) => views.utilityAccount(account)),
        })),
    }),

    credential(record, form = 'list') {
      const provider = providerById(record.providerId);
      const runKey = quirks && form === 'single' ? 'nextScheduledRunAt' : 'nextScheduledAccountRunAt';
      return {
        correlationId: record.user,
        createdAt: isoZ(record.createdAtMs),
        createdBy: 'sandbox',
        id: record.id,
        isActive: record.isActive,
        isCustomerActionRequired: record.actionRequired,
        isThirdPartyPortal: false,
        lastModifiedAt: isoZ(record.updatedAtMs),
        lastModifiedBy: 'sandbox',
        [runKey]: record.isActive ? isoZ(nextDailyRun(record)) : null,
        provider: providerView(provider),
        status: record.status,
        statusDetail: record.statusDetail,
        totalAccounts: store.accounts.where('credentialId', record.id).length,
        username: record.username,
        username2: record.moreUsernames[0] ?? null,
        username3: record.moreUsernames[1] ?? null,
        username4: record.moreUsernames[2] ?? null,
      };
    },

    meter(record, form = 'list') {
      const account = store.accounts.get(record.accountId) as AccountRecord;
      const provider = providerById(credentialOf(account).providerId);
      const stamps = {
        createdAt: isoZ(record.createdAtMs),
        createdBy: 'sandbox',
        lastModifiedAt: isoZ(record.updatedAtMs),
        lastModifiedBy: 'sandbox',
      };
      const address = addressView(account.address, account.customerName);
      const latest = record.dataToMs === null ? null : isoZ(record.dataToMs - record.readingMinutes * 60_000);
      const quirkyList = quirks && form === 'list';
      return {
        ...stamps,
        accounts: [{ accountNumber: account.accountNumber, id: account.id }],
        bulbType: null,
        currentTariff:
          account.tariff === null ? null : { provider: providerView(provider), tariffName: account.tariff.name },
        customData: record.customData,
        generalDescriptionAsPrinted: null,
        id: record.id,
        [quirkyList ? 'intervalsLatestDateTime' : 'latestIntervalAt']: quirks ? String(latest) : latest,
        earliestIntervalAt: isoOrNull(record.extractedAtMs === null ? null : record.dataFromMs),
        latestIntervalsCheckedAt: isoOrNull(record.checkedAtMs),
        isCustomerActionRequired: false,
        isIntervalsProductActive: quirkyList ? String(record.intervalsActive) : record.intervalsActive,
        latestStatementDate: account.tariff?.asOf ?? null,
        nextExpectedPostDate: account.tariff?.asOf == null ? null : monthAfter(account.tariff.asOf),
        meterConstantMultiplier: 1,
        meterNumber: record.meterNumber,
        normalizedMeterNumber: record.meterNumber.replace(/\s/g, ''),
        pointOfDeliveryNumber: null,
        normalizedPointOfDeliveryNumber: null,
        pipeType: null,
        previousMeterConstantMultiplier: null,
        previousMeterNumber: null,
        provider: providerView(provider),
        serviceAddress: address,
        serviceType: record.service,
        serviceTypeClassification: 'CORE',
        status: record.status,
        statusDetail: record.statusDetail,
        site: {
          ...stamps,
          facilityType: null,
          id: `ste_${account.id.slice(4)}`,
          meterIds: metersOf(account).map((meter) => meter.id),
          region: null,
          serviceAddress: address,
          siteCode: null,
          siteName: account.address.streetOne,
          siteNumber: null,
          subRegion: null,
        },
      };
    },

    endpoint: (record) => ({
      id: record.id,
      url: record.url,
      signing_key: record.signingKey,
      enabled: record.enabled,
      arc_version: record.arcVersion,
      sandboxed: true,
      created_at: isoZ(record.createdAtMs),
      updated_at: isoZ(record.updatedAtMs),
    }),

    eventSummary: (record) => ({
      id: record.id,
      created_at: isoZ(record.createdAtMs),
      updated_at: isoZ(record.updatedAtMs),
      webhook_endpoint_id: record.endpointId,
      type: record.type,
      sandboxed: true,
      delivered: record.state === 'delivered',
    }),

    event: (record) => ({
      ...views.eventSummary(record),
      data: (JSON.parse(record.body) as { data: unknown }).data,
      delivery_attempts: record.attempts.map((attempt) => ({
        id: attempt.id,
        webhook_event_id: record.id,
        response_status_code: attempt.statusCode,
        response_body: attempt.responseBody,
        sandboxed: true,
        created_at: isoZ(attempt.atMs),
        updated_at: isoZ(attempt.atMs),
      })),
    }),
  };
  return views;
}

/** Returns a provider as Plug prints it. */
const providerView = (provider: Provider) => ({
  country: 'US',
  id: provider.id,
  name: provider.name,
  supportsCredentialValidation: provider.validatesAtOnce,
});

const addressView = (address: AddressRecord, recipient: string) => ({
  addressType: 'FULL',
  city: address.city,
  country: 'US',
  fullAddress: [address.streetOne, address.streetTwo, address.city, `${address.state} ${address.zip}`]
    .filter((part) => part !== null)
    .join(', '),
  postalCode: address.zip,
  recipient,
  state: address.state,
  streetLine1: address.streetOne,
  streetLine2: address.streetTwo,
});

const nextDailyRun = (record: CredentialRecord): number => record.updatedAtMs + 86_400_000;

function monthAfter(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, Math.min(at.getUTCDate(), 28)))
    .toISOString()
    .slice(0, 10);
}
