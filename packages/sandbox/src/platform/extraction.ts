import { createCalendar } from '@arc-elements/intervals';
import { isoZ } from '../data/iso.ts';
import { DELAYS } from './delays.ts';
import { accountsOf, type LifecycleContext } from './lifecycle-context.ts';
import type { AccountRecord, CredentialRecord, MeterRecord } from './records.ts';
import { defaultScenario, scenarioNamed } from './scenarios.ts';

/** Utilities publish the readings of a day early on the next one. */
const PUBLISH_AFTER_MIDNIGHT_MS = 6 * 3_600_000;
const HISTORY_DAYS = 365;

/** What a meter is made of that serves an imported file. */
interface ImportedPlan {
  readonly index: number;
  readonly meterNumber: string;
  readonly timeZone: string;
  readonly firstMs: number;
  /** End of the last reading. */
  readonly endMs: number;
  readonly readingMinutes: number;
}

/** How a meter's intervals become readable, and grow by a day each day. */
export interface Extraction {
  /** Asks for a meter's intervals; `undefined` when its state does not allow that. */
  activateMeter(meter: MeterRecord): MeterRecord | undefined;
  /** Makes the intervals readable that were asked for. */
  extracted(meter: MeterRecord): MeterRecord;
  /** Publishes what was measured up to the last midnight. */
  publishDay(meter: MeterRecord): void;
  /** Adds a meter that serves an imported file, active at once. */
  addImportedMeter(credential: CredentialRecord, imported: ImportedPlan): MeterRecord;
}

/** Makes the extraction of intervals. */
export function createExtraction(context: LifecycleContext): Extraction {
  const { store, clock, views, deliveries } = context;

  const changeMeter = (meter: MeterRecord, patch: Partial<MeterRecord>, type = 'STATUS_CHANGE'): MeterRecord => {
    const after = store.meters.update(meter.id, { ...patch, updatedAtMs: clock.now() });
    if (type !== 'STATUS_CHANGE' || after.status !== meter.status) deliveries.queueForPlug(type, views.meter(after));
    return after;
  };

  const announceIntervals = (type: string, meter: MeterRecord, fromMs: number, toMs: number): void => {
    const account = store.accounts.get(meter.accountId);
    const credential = account === undefined ? undefined : store.credentials.get(account.credentialId);
    if (account === undefined || credential === undefined || credential.user === null) return;
    deliveries.queueForArc(type, {
      client_user_id: credential.user,
      utility_account_id: account.legacyId,
      utility_meter_id: meter.legacyId,
      intervals_start_time: isoZ(fromMs),
      intervals_end_time: isoZ(toMs),
    });
  };

  /**
   * Returns true for the meter of an account whose data is never ready: its intervals never arrive.
   */
  const neverReady = (meter: MeterRecord): boolean => {
    const account = store.accounts.get(meter.accountId) as AccountRecord;
    const credential = store.credentials.get(account.credentialId) as CredentialRecord;
    const plan = (scenarioNamed(credential.scenario) ?? defaultScenario).accounts[account.index];
    return plan?.features?.utility_intervals === 'NOT_READY';
  };

  const scheduleNextDay = (meter: MeterRecord): void => {
    const calendar = createCalendar(meter.timeZone);
    const tomorrow = calendar.addDays(calendar.startOfDay(clock.now()), 1);
    context.schedule('publish', tomorrow + PUBLISH_AFTER_MIDNIGHT_MS - clock.now(), { meterId: meter.id });
  };

  const extracted = (meter: MeterRecord): MeterRecord => {
    const calendar = createCalendar(meter.timeZone);
    const now = clock.now();
    const imported = meter.source.kind === 'import';
    const toMs = imported ? (meter.dataToMs ?? now) : calendar.startOfDay(now);
    const fromMs = imported ? (meter.dataFromMs ?? now) : calendar.addDays(toMs, -HISTORY_DAYS);
    const after = changeMeter(meter, {
      status: 'INTERVALS_SUCCESS',
      statusDetail: 'INTERVALS_EXTRACTION_SUCCESS',
      intervalsActive: true,
      dataFromMs: fromMs,
      dataToMs: toMs,
      extractedAtMs: now,
      publishedAtMs: now,
      checkedAtMs: now,
    });
    announceIntervals('historical_utility_intervals_discovered', after, fromMs, toMs);
    if (!imported) scheduleNextDay(after);
    return after;
  };

  return {
    extracted,

    activateMeter(meter) {
      if (meter.status !== 'INTERVALS_NOT_REQUESTED') return undefined;
      const after = changeMeter(meter, {
        status: 'INTERVALS_IN_PROGRESS',
        statusDetail: 'INTERVALS_EXTRACTION_IN_PROGRESS',
        intervalsActive: true,
      });
      if (!neverReady(after)) context.schedule('extract', DELAYS.extractMs, { meterId: meter.id });
      return after;
    },

    publishDay(meter) {
      const now = clock.now();
      const fromMs = meter.dataToMs ?? now;
      const toMs = createCalendar(meter.timeZone).startOfDay(now);
      const account = store.accounts.get(meter.accountId);
      const credential = account === undefined ? undefined : store.credentials.get(account.credentialId);
      // A login that no longer works brings no new readings; what was read before stays readable.
      if (credential?.verification === 'verified' && credential.isActive && toMs > fromMs) {
        const after = changeMeter(
          meter,
          { dataToMs: toMs, publishedAtMs: now, checkedAtMs: now },
          'EXISTING_DATA_UPDATED',
        );
        announceIntervals('new_utility_intervals_available', after, fromMs, toMs);
      }
      scheduleNextDay(meter);
    },

    addImportedMeter(credential, imported) {
      const account = accountsOf(store, credential)[0] as AccountRecord;
      const now = clock.now();
      const meter = store.meters.put({
        id: `mtr_${store.nextUuid('meter')}`,
        legacyId: store.nextInteger('utility-meter'),
        accountId: account.id,
        meterNumber: imported.meterNumber,
        service: 'electric',
        timeZone: imported.timeZone,
        status: 'INTERVALS_NOT_REQUESTED',
        statusDetail: 'INTERVAL_EXTRACTION_NOT_REQUESTED',
        intervalsActive: false,
        source: { kind: 'import', index: imported.index },
        dataFromMs: imported.firstMs,
        dataToMs: imported.endMs,
        readingMinutes: imported.readingMinutes,
        extractedAtMs: null,
        publishedAtMs: null,
        checkedAtMs: null,
        customData: {},
        createdAtMs: now,
        updatedAtMs: now,
      });
      return extracted(changeMeter(meter, { status: 'INTERVALS_IN_PROGRESS', intervalsActive: true }));
    },
  };
}
