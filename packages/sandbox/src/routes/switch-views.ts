import type { PropertyRecord, SwitchAccountRecord, SwitchTariffRecord } from '../platform/records.ts';
import { tariffById } from '../platform/switch-accounts.ts';

/**
 * Returns an account as the Switch family prints it. `fields=ext` adds the geocoder's address,
 * `fields=min` leaves only what names the account.
 */
export function accountView(account: SwitchAccountRecord, fields: string | null): Record<string, unknown> {
  const named = {
    accountId: account.id,
    providerAccountId: account.providerAccountId,
    accountName: account.accountName,
  };
  if (fields === 'min') return { ...named, status: account.status };
  return {
    ...named,
    customerOrgId: account.customerOrgId,
    customerOrgName: account.customerOrgName,
    ...(account.address === null ? {} : { address: addressView(account.address, fields === 'ext') }),
    ...(account.address === null && account.owner === null ? {} : { owner: account.owner }),
    status: account.status,
    type: account.type,
    accountManager: null,
    assignee: null,
    contacts: null,
    properties:
      account.properties === null
        ? null
        : Object.fromEntries(
            Object.values(account.properties).map((each) => [each.keyName, propertyView(each, false)]),
          ),
    tariffs: account.tariffs === null ? null : account.tariffs.map(tariffView),
    projects: null,
  };
}

function addressView(address: NonNullable<SwitchAccountRecord['address']>, cleaned: boolean): Record<string, unknown> {
  if (!cleaned) return { ...address };
  const { address1, city, state, zip, country } = address;
  const formatted = [address1, city, [state, zip].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
  return { ...address, formattedAddress: formatted };
}

/** Returns one property. With `echo`, as the route that set it answers. */
export function propertyView(property: PropertyRecord, echo: boolean): Record<string, unknown> {
  return {
    keyName: property.keyName,
    dataType: property.dataType,
    dataValue: property.dataValue,
    ...(property.accuracy === undefined ? {} : { accuracy: property.accuracy }),
    ...(echo || property.fromDateTime === undefined ? {} : { fromDateTime: property.fromDateTime }),
    ...(echo || property.toDateTime === undefined ? {} : { toDateTime: property.toDateTime }),
  };
}

/** Returns one tariff of an account. */
export function tariffView(tariff: SwitchTariffRecord): Record<string, unknown> {
  const plan = tariffById(tariff.masterTariffId);
  return {
    masterTariffId: tariff.masterTariffId,
    tariffCode: plan?.code ?? null,
    tariffName: plan?.name ?? null,
    lseId: plan === undefined ? 734 : 70_734,
    lseName: plan === undefined ? null : 'Harbor Light & Power',
    customerClass: null,
    customerLikelihood: tariff.likelihood,
    endDate: null,
    timeZone: 'US/Pacific',
    billingPeriod: 'MONTHLY',
    currency: 'USD',
  };
}
