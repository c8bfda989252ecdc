import { expect } from '@open-wc/testing';
import { messages as profile } from '../account-profile/account-profile.messages.ts';
import { messages as connect } from '../connect/connect.messages.ts';
import { messages as connectionStatus } from '../connection-status/connection-status.messages.ts';
import { messages as doctor } from '../doctor/doctor.messages.ts';
import { messages as featureAvailability } from '../feature-availability/feature-availability.messages.ts';
import { errors } from '../internal/errors.ts';
import { messages as shared } from '../internal/messages.ts';
import { messages as chart } from '../interval-chart/text/words.ts';
import { messages as meterFile } from '../meter-file/messages.ts';
import { messages as meterList } from '../meter-list/meter-list.messages.ts';
import { type Catalog, LANGUAGES } from './catalog.ts';
import { localeRules } from './locale-rules.ts';
import { setMessages } from './set-messages.ts';

const CATALOGS: readonly Catalog<unknown>[] = [
  shared,
  errors,
  connect,
  connectionStatus,
  featureAvailability,
  meterList,
  profile,
  doctor,
  chart,
  meterFile,
];
/** Names and symbols that are not translated. */
const NAMES = new Set(['.saveGreenButton', '.resolutionName']);
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

/**
 * Returns every word of a catalog by its path. Functions are called with marks, and with 5 for a
 * count.
 */
function flat(words: unknown, path = ''): Map<string, string> {
  if (typeof words === 'string') return new Map([[path, words]]);
  if (typeof words === 'function') return new Map([[path, call(words as (...args: unknown[]) => string, path)]]);
  return new Map(Object.entries(words as object).flatMap(([key, value]) => [...flat(value, `${path}.${key}`)]));
}

/** Arguments of functions that do not take text only. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  '.asks': [5],
  '.gaps': [5, '⟦1⟧'],
  '.dayCount': [5],
  '.partial': [5],
  '.more': [5],
  '.preview': [5, '⟦1⟧', '⟦2⟧'],
  '.previewMissing': [5],
  '.heatmapSummary': ['⟦1⟧', 5, '⟦2⟧'],
  '.rows': [5, 5, 5],
  '.compared': ['⟦1⟧', 5, '⟦2⟧'],
  '.every': [5],
  '.resolutionName': ['slot', 5],
  '.unitPer': ['slot', 5],
  '.summary': [{ span: '⟦1⟧', resolution: '⟦2⟧', imported: '⟦3⟧', exported: '⟦4⟧', peak: '⟦5⟧', gaps: '⟦6⟧' }],
};

const call = (sentence: (...args: unknown[]) => string, path: string): string =>
  sentence(...(ARGUMENTS[path] ?? ['⟦1⟧', '⟦2⟧', '⟦3⟧'].slice(0, sentence.length)));

const marksIn = (text: string): string =>
  [...text.matchAll(/⟦\d⟧|(?<!⟦)\b5\b/g)]
    .map(([mark]) => mark)
    .sort()
    .join();

describe('the languages', () => {
  before(() => Promise.all(CATALOGS.flatMap((catalog) => OTHERS.map((language) => catalog.module(language)?.load()))));

  for (const catalog of CATALOGS) {
    for (const language of OTHERS) {
      it(`have every word of ${catalog.name} in ${language}, with the same arguments`, () => {
        const english = flat(catalog.in('en'));
        const words = flat(catalog.in(language));
        expect([...words.keys()].sort()).to.deep.equal([...english.keys()].sort());
        for (const [path, text] of words) {
          const source = english.get(path) as string;
          expect(marksIn(text), `${path}: ${text}`).to.equal(marksIn(source));
          expect(text === '', `${path} is empty`).to.equal(source === '');
        }
      });
    }
  }

  it('have the same name for the same thing in every element', () => {
    for (const language of LANGUAGES) {
      const [c, list, status, features] = [chart, meterList, connectionStatus, featureAvailability].map((catalog) =>
        flat((catalog as Catalog<unknown>).in(language)),
      ) as [Map<string, string>, Map<string, string>, Map<string, string>, Map<string, string>];
      const button = connect.in(language);
      const same: readonly (readonly [string, unknown, unknown])[] = [
        [
          'usage data',
          features.get('.name.utility_intervals')?.replaceAll('\u00AD', ''),
          status.get('.step.intervals.other'),
        ],
        ['a meter', c.get('.meter'), list.get('.meter')],
        ['no meter', c.get('.noMeter'), list.get('.emptyTitle')],
        ['when meters appear', c.get('.noMeterHint'), list.get('.emptyHint')],
        ['usage data that is not offered', c.get('.notSupported'), list.get('.unsupported')],
        ['electricity', features.get('.service.electric'), list.get('.service.electric')],
        ['gas', features.get('.service.gas'), list.get('.service.gas')],
        ['water', features.get('.service.water'), list.get('.service.water')],
        ['readings on their way', status.get('.intervalsNow'), list.get('.collecting')],
        ['connect', button.create, status.get('.connect')],
        ['sign in again', button.update, status.get('.signInAgain')],
        ['try again', c.get('.retry'), shared.in(language).retry],
      ];
      for (const [thing, one, other] of same) expect(one, `${thing} in ${language}`).to.equal(other);
    }
  });

  it('have no synonym for usage data, signing in and collecting in English', () => {
    const synonyms = /interval data|usage readings|consumption|\blogin|\blog in|\bgather/i;
    for (const catalog of CATALOGS.filter((each) => each !== doctor)) {
      const found = [...flat(catalog.in('en'))].filter(([, text]) => synonyms.test(text));
      expect(found, catalog.name).to.deep.equal([]);
    }
  });

  it('have no sentence in English but the English ones', () => {
    for (const catalog of CATALOGS) {
      const english = flat(catalog.in('en'));
      for (const language of OTHERS) {
        const same = [...flat(catalog.in(language))].filter(
          ([path, text]) => /\w \w/.test(text) && english.get(path) === text && !NAMES.has(path),
        );
        expect(same, `${catalog.name} ${language}`).to.deep.equal([]);
      }
    }
  });

  it('fall back to English, with English plurals', () => {
    expect(shared.in('ja').retry).to.equal('Try again');
    expect(shared.in('ja').partial(1)).to.contain('One entry');
  });

  it('have the plurals and numbers of each language', () => {
    expect([0, 1, 2, 3, 11, 100].map((count) => shared.in('ar').partial(count))).to.have.length(6);
    expect(new Set([1, 2, 3, 11, 100].map((count) => shared.in('ar').partial(count))).size).to.equal(5);
    expect(shared.in('fr').partial(1)).to.contain('Une entrée');
    expect(meterList.in('de').more(1234)).to.contain('1.234');
    expect(localeRules('ar-EG').plural(5, { other: '#' })).to.equal('٥');
  });

  describe('setMessages', () => {
    it('replaces single words of a language in one region', () => {
      setMessages('en-AU', { connect: { create: 'Link your retailer' } });
      expect(connect.in('en-AU').create).to.equal('Link your retailer');
      expect(connect.in('en-AU').close).to.equal('Close');
      expect(connect.in('en').create).to.equal('Connect your utility');
    });

    it('accepts text with placeholders in place of a function', () => {
      setMessages('en-NZ', { connectionStatus: { checking: 'Hang on, {0} is looking.' } });
      expect(connectionStatus.in('en-NZ').checking('Harbor')).to.equal('Hang on, Harbor is looking.');
    });

    it('adds a language, with English for missing words', () => {
      setMessages('nl', { connect: { close: 'Sluiten', ended: { LOGIN_SUCCESS: 'U bent verbonden.' } } });
      setMessages('nl', { connect: { frame: 'Inloggen' } });
      const words = connect.in('nl-BE');
      expect([words.close, words.frame, words.ended.LOGIN_SUCCESS]).to.deep.equal([
        'Sluiten',
        'Inloggen',
        'U bent verbonden.',
      ]);
      expect(words.reload).to.equal('Load it again');
    });

    it('throws for text that is not a language tag', () => {
      expect(() => setMessages('not a tag', {})).to.throw(RangeError);
    });
  });
});
