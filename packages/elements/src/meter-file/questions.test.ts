import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { kwh, part } from '../interval-chart/testing/chart.ts';
import { waitUntil } from '../testing/wait-until.ts';
import {
  AMBIGUOUS_DATES,
  button,
  csv,
  drop,
  fileChart,
  ONE_AMBIGUOUS_DAY,
  pick,
  TWO_COLUMNS,
  TWO_METERS,
  textAt,
} from './testing/files.ts';

describe('questions about a file', () => {
  it('replace the plot, and show the result of each option', async () => {
    const el = await fileChart();
    await drop(el, TWO_COLUMNS);
    expect(part(el, 'plot')).to.equal(null);
    expect(textAt(el, 'legend')).to.equal('Which columns count?');
    const options = [...el.renderRoot.querySelectorAll('.file-choice')].map((each) =>
      (each.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    );
    expect(options).to.deep.equal([
      'All of these, added: Building 1 (kWh) and Building 2 (kWh) 66.0 kWh · Mar 1, 2024',
      'Only Building 1 (kWh) 6.0 kWh · Mar 1, 2024',
      'Only Building 2 (kWh) 60.0 kWh · Mar 1, 2024',
      'Building 1 (kWh) from the grid · Building 2 (kWh) to the grid ' +
        '6.0 kWh from the grid · 60.0 kWh to the grid · Mar 1, 2024',
      'Building 2 (kWh) from the grid · Building 1 (kWh) to the grid ' +
        '60.0 kWh from the grid · 6.0 kWh to the grid · Mar 1, 2024',
    ]);
    expect(el.renderRoot.querySelectorAll(':checked')).to.have.length(0);
    await expect(el).to.be.accessible();
  });

  it('are in the language and number format of the element', async () => {
    const el = await fileChart({ lang: 'de' });
    await drop(el, TWO_COLUMNS);
    expect(textAt(el, 'legend')).to.equal('Welche Spalten zählen?');
    expect(textAt(el, '.file-choice')).to.equal(
      'Alle zusammen: Building 1 (kWh) und Building 2 (kWh) 66,0 kWh · 1. März 2024',
    );
  });

  it('can be answered by keyboard, with the focus moving to them and back', async () => {
    const el = await fileChart();
    await drop(el, TWO_COLUMNS);
    const focused = () => (el.renderRoot as ShadowRoot).activeElement;
    expect(focused(), 'panel').to.equal(part(el, 'file-questions'));
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowDown' });
    expect((focused() as HTMLInputElement).value).to.contain('Building 1');
    await sendKeys({ press: 'Enter' });
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(6);
    expect(focused(), 'back').to.equal(part(el, 'plot'));
    button(el.renderRoot, 'Change: Columns').focus();
    await sendKeys({ press: 'Enter' });
    await el.updateComplete;
    expect(focused(), 'panel again').to.equal(part(el, 'file-questions'));
    button(el.renderRoot, 'Back to the chart').focus();
    await sendKeys({ press: 'Enter' });
    await el.updateComplete;
    expect(focused(), 'where it was').to.equal(button(el.renderRoot, 'Change: Columns'));
    expect(kwh(el, 'total-import')).to.equal(6);
  });

  it('move the focus back to where it was in the document of the element', async () => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe width="800" height="900"></iframe>`);
    const other = frame.contentDocument as Document;
    const before = other.body.appendChild(other.createElement('input'));
    const el = await fileChart();
    other.body.append(el);
    before.focus();
    await drop(el, TWO_COLUMNS);
    expect((el.renderRoot as ShadowRoot).activeElement === part(el, 'file-questions'), 'panel').to.equal(true);
    pick(el.renderRoot, 'Only Building 1');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    const after = other.activeElement;
    el.remove();
    expect(after === before, 'where it was').to.equal(true);
  });

  it('do not take the focus for a file of the page', async () => {
    const el = await fileChart({ src: URL.createObjectURL(new Blob([TWO_COLUMNS])) });
    expect(part(el, 'file-questions')).to.not.equal(null);
    expect((el.renderRoot as ShadowRoot).activeElement).to.equal(null);
  });

  it('need an answer, with a message if there is none', async () => {
    const el = await fileChart();
    await drop(el, TWO_COLUMNS);
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(textAt(el, 'fieldset [role="alert"]')).to.equal('Choose one of these.');
    const fieldset = el.renderRoot.querySelector('fieldset') as HTMLFieldSetElement;
    expect(fieldset.getAttribute('aria-describedby')).to.contain(fieldset.querySelector('[role="alert"]')?.id);
    expect((el.renderRoot as ShadowRoot).activeElement).to.equal(fieldset.querySelector('input'));
    await expect(el).to.be.accessible();
  });

  it('can be changed later, with the earlier answer preselected', async () => {
    const el = await fileChart();
    await drop(el, TWO_COLUMNS);
    pick(el.renderRoot, 'Only Building 1');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(textAt(el, '[part="file-choices"]')).to.contain('Columns: Building 1 (kWh)');
    button(el.renderRoot, 'Change: Columns').click();
    await el.updateComplete;
    expect(el.renderRoot.querySelector<HTMLInputElement>(':checked')?.value).to.equal('Building 1 (kWh)');
    pick(el.renderRoot, 'All of these');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(66);
  });

  it('offer several meters, which can be switched later', async () => {
    const el = await fileChart();
    await drop(el, TWO_METERS);
    expect(textAt(el, 'legend')).to.equal('Which meter?');
    pick(el.renderRoot, 'B-2');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(30);
    expect(part(el, 'file-notes')?.querySelector('[data-code="other-meters"]')).to.not.equal(null);
    button(el.renderRoot, 'Change: Meter').click();
    await el.updateComplete;
    pick(el.renderRoot, 'A-1');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(3);
  });

  it('are asked one after the other if one depends on another, without a preselected option', async () => {
    const el = await fileChart();
    const columns = [1, 2].flatMap((n) => [`Building ${n} import (kWh)`, `Building ${n} export (kWh)`]);
    await drop(el, csv(columns.join(), [1, 2, 10, 20], [1, 3, 10, 30], [1, 2, 10, 20]));
    pick(el.renderRoot, 'Only Building 2 import');
    button(el.renderRoot, 'Continue').click();
    await waitUntil(() => textAt(el, '.file-choice').includes('export'), 'the next question');
    expect(el.renderRoot.querySelectorAll(':checked')).to.have.length(0);
    pick(el.renderRoot, 'Only Building 1 export');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect([kwh(el, 'total-import'), kwh(el, 'total-export')]).to.deep.equal([30, 7]);
  });

  it('have a default that can be changed if the totals are the same for every answer', async () => {
    const el = await fileChart();
    await drop(el, ONE_AMBIGUOUS_DAY);
    expect(kwh(el, 'total-import')).to.equal(3);
    expect(textAt(el, '[part="range-label"]')).to.contain('Mar 4, 2024');
    expect(textAt(el, '[part="file-choices"]')).to.contain('Dates: The month');
    button(el.renderRoot, 'Change: Dates').click();
    await el.updateComplete;
    expect(el.renderRoot.querySelector<HTMLInputElement>(':checked')?.value).to.equal('month-first');
    pick(el.renderRoot, 'The day');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    expect(textAt(el, '[part="range-label"]')).to.contain('Apr 3, 2024');
    expect(textAt(el, '[part="file-choices"]')).to.contain('Dates: The day');
  });

  it('can be cancelled, which shows the previous file again', async () => {
    const el = await fileChart();
    await drop(el, TWO_COLUMNS);
    pick(el.renderRoot, 'Only Building 1');
    button(el.renderRoot, 'Continue').click();
    await el.updateComplete;
    await drop(el, AMBIGUOUS_DATES, 'other.csv');
    expect(textAt(el, 'legend')).to.equal('What comes first in a date?');
    button(el.renderRoot, 'Cancel').click();
    await el.updateComplete;
    expect(kwh(el, 'total-import')).to.equal(6);
  });
});
