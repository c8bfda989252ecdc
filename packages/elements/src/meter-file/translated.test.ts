import type { MeterFile, Question } from '@arc-elements/intervals/files';
import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import '../interval-chart/define.ts';
import { LANGUAGES } from '../languages/catalog.ts';
import { PSEUDO, setPseudoMessages, untranslated } from '../testing/pseudo.ts';
import { fileSummary } from './file-summary.ts';
import { messages } from './messages.ts';
import { progress } from './progress.ts';
import { QuestionForm } from './question-form.ts';
import { refusalMessage } from './refusal-message.ts';

const SAMPLE = {
  importKwh: 35,
  exportKwh: 2.5,
  fromMs: Date.UTC(2024, 2, 1),
  toMs: Date.UTC(2024, 2, 3),
  timeZone: 'UTC',
};
const option = (value: string, ...names: readonly string[]) => ({ value, names, sample: SAMPLE });

const QUESTIONS: readonly Question[] = [
  { kind: 'meter', about: '', options: [option('1', '№1'), option('2', '№2')], default: null },
  { kind: 'columns', about: '', options: [option('12', 'α', 'β'), option('1', 'α')], default: null },
  { kind: 'unit', about: 'α', options: [option('kWh'), option('kW')], default: null },
  { kind: 'date-order', about: '3/4', options: [option('day-first'), option('month-first')], default: null },
  { kind: 'time-zone', about: '', options: [{ ...option('UTC'), sample: null }], default: null },
  { kind: 'register-or-interval', about: '', options: [option('register'), option('interval')], default: null },
];

const host = document.createElement('arc-interval-chart') as LitElement;
const notes = Object.keys(messages.in('en').notes).map((code, i) => ({ code, count: i + 1, example: '3/4' }));
const meter = { id: '1', label: '№1', columns: [], series: {}, receipt: { notes } };
const file = {
  format: 'csv',
  meters: [meter],
  questions: QUESTIONS.map((question) => ({ ...question, default: question.options[0]?.value ?? null })),
} as unknown as MeterFile;

const form = (): QuestionForm => {
  // The element is not on the page, and the form only looks for an earlier form in it.
  Object.assign(host, { renderRoot: document.createElement('div') });
  return new QuestionForm(host, {
    name: '№',
    questions: QUESTIONS,
    answers: {},
    problem: { code: 'decode', message: '№' },
    answer: () => {},
    back: () => {},
    cancel: () => {},
  });
};

const PARTS: Readonly<Record<string, (locale: string) => TemplateResult>> = {
  questions: (locale) => form().render(locale),
  'the summary': (locale) =>
    fileSummary({
      file,
      meter: file.meters[0] as (typeof file.meters)[number],
      choices: {},
      name: '№',
      locale,
      change: () => {},
    }),
  progress: (locale) => progress({ name: '№', locale, cancel: () => {} }),
  'a refusal': (locale) =>
    refusalMessage({ refusal: { code: 'decode', message: '№', found: null }, locale, open: () => {} }),
  'a refusal of gas': (locale) =>
    refusalMessage({ refusal: { code: 'decode', message: '№', found: ['gas (№)', 'water'] }, locale, open: null }),
  'an unreadable file': (locale) =>
    refusalMessage({ refusal: { code: 'unreadable', message: '№', found: null }, locale, open: () => {} }),
};

describe('texts about a file', () => {
  before(() => {
    setPseudoMessages([messages]);
    return Promise.all(LANGUAGES.map((language) => messages.module(language)?.load()));
  });

  for (const [name, content] of Object.entries(PARTS)) {
    it(`are all translated: ${name}`, async () => {
      const box = await fixture<HTMLElement>(html`<div></div>`);
      const root = box.attachShadow({ mode: 'open' });
      root.append(await fixture(html`<div>${content(PSEUDO)}</div>`));
      expect(untranslated(box)).to.deep.equal([]);
    });

    for (const language of LANGUAGES)
      it(`are accessible in "${language}": ${name}`, async () => {
        const dir = language === 'ar' ? 'rtl' : 'ltr';
        const box = await fixture(html`<main lang=${language} dir=${dir}>${content(language)}</main>`);
        for (const details of box.querySelectorAll('details')) details.open = true;
        await expect(box).to.be.accessible();
      });
  }

  it('have a sentence for each note, with its count except for notes about the whole file', async () => {
    const box = await fixture(html`<div>${PARTS['the summary']?.('de')}</div>`);
    expect(box.querySelectorAll('.file-notes li')).to.have.length(notes.length);
    const note = box.querySelector('[data-code="conflict"]')?.textContent?.replaceAll(/\s+/g, ' ').trim();
    expect(note).to.equal('2 × Zwei Werte für dieselbe Zeit: einer wurde genommen 3/4');
    expect(box.querySelector('[data-code="production"]')?.textContent).to.not.contain('×');
  });

  it('accept any time zone that exists, and no other', async () => {
    const answers: unknown[] = [];
    Object.assign(host, { renderRoot: document.createElement('div') });
    const zones = new QuestionForm(host, {
      name: '',
      questions: QUESTIONS.filter(({ kind }) => kind === 'time-zone'),
      answers: {},
      problem: null,
      answer: (choices) => answers.push(choices),
      back: null,
      cancel: null,
    });
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const { render } = await import('lit');
    const field = (): HTMLInputElement => box.querySelector('[name="other-zone"]') as HTMLInputElement;
    const type = (text: string): void => {
      field().value = text;
      field().dispatchEvent(new Event('input'));
      box.querySelector('form')?.requestSubmit();
      render(zones.render('en'), box);
    };
    render(zones.render('en'), box);
    type('Atlantis/Capital');
    expect(answers).to.deep.equal([]);
    expect(box.querySelector('[role="alert"]')?.textContent).to.contain('There is no such time zone.');
    expect(document.activeElement).to.equal(field());
    type('Europe/Lisbon');
    expect(answers).to.deep.equal([{ 'time-zone': 'Europe/Lisbon' }]);
  });
});
