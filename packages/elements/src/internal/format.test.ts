import { expect } from '@open-wc/testing';
import { formatDay, formatKwh, formatPercent, formatPlainDay, formatRelative, safeLocale } from './format.ts';
import { maskLogin, maskNumber } from './masks.ts';

const NOW = Date.UTC(2026, 10, 12, 12);

describe('format', () => {
  it('shows energy with three significant digits, in the notation of the locale', () => {
    expect(formatKwh('en', 12.3456)).to.deep.equal({ value: '12.35', unit: 'kWh' });
    expect(formatKwh('de', 1234.5)).to.deep.equal({ value: '1.235', unit: 'kWh' });
    expect(formatKwh('en', 0.01234)).to.deep.equal({ value: '0.0123', unit: 'kWh' });
    expect(formatKwh('en', 250_000)).to.deep.equal({ value: '250.0', unit: 'MWh' });
  });

  it('never shows an unknown amount as zero', () => {
    expect(formatKwh('en', null).value).to.equal('–');
    expect(formatKwh('en', Number.NaN).value).to.equal('–');
  });

  it('does not round a share below 100 % up to 100 %', () => {
    expect(formatPercent('en', 1)).to.equal('100%');
    expect(formatPercent('en', 0.99999)).to.not.equal('100%');
  });

  it('shows how long ago a moment was in words', () => {
    expect(formatRelative('en', NOW - 10_000, NOW)).to.equal('now');
    expect(formatRelative('en', NOW - 50_000, NOW)).to.equal('1 minute ago');
    expect(formatRelative('en', NOW + 3 * 3_600_000, NOW)).to.equal('in 3 hours');
    expect(formatRelative('en', NOW - 86_400_000, NOW)).to.equal('1 day ago');
  });

  it('shows a day on the calendar of the given time zone', () => {
    const lateInChicago = Date.UTC(2026, 10, 12, 4);
    expect(formatDay('en-GB', lateInChicago, NOW, 'America/Chicago')).to.equal('11 Nov');
    expect(formatDay('en-GB', lateInChicago, NOW, 'UTC')).to.equal('12 Nov');
  });

  it('shows a date without a time zone as that date', () => {
    expect(formatPlainDay('en-GB', '2026-11-01', NOW)).to.equal('1 Nov');
    expect(formatPlainDay('en-GB', '2025-11-01', NOW)).to.equal('1 Nov 2025');
  });

  it('returns no locale for text that is not a language tag', () => {
    expect(safeLocale('not_a_locale!')).to.equal(undefined);
    expect(safeLocale('EN-gb')).to.equal('en-GB');
  });
});

describe('masks', () => {
  it('shows the last four characters of a number', () => {
    expect(maskNumber('5500 1234 98')).to.equal('•••• 3498');
    expect(maskNumber('98')).to.equal('98');
  });

  it('hides most of a login, and its length', () => {
    expect(maskLogin('jo.rivers@example.com')).to.equal('jo•••@example.com');
    expect(maskLogin('jrivers')).to.equal('jr•••rs');
    expect(maskLogin('jo')).to.equal('j•••');
  });
});
