import type { Account } from '@arc-elements/models';
import { html, type TemplateResult } from 'lit';
import { empty } from '../internal/states.ts';
import { messages } from './account-profile.messages.ts';
import { draftOf, type ProfileField } from './profile-form.ts';

/** Renders the saved profile as text, for a session that may not change it. */
export function profileFacts(account: Account | null, fields: readonly ProfileField[], locale: string): TemplateResult {
  const words = messages.in(locale);
  if (account === null) return empty({ icon: 'home', title: words.noneYet, hint: words.noneYetHint });
  const saved = draftOf(account, fields);
  const facts = [
    ...(['address1', 'address2', 'city', 'state', 'zip'] as const).map((name) => [words[name], saved[name]] as const),
    [words.customerClass, saved.customerClass === '' ? '' : words[saved.customerClass]] as const,
    ...fields.map(({ keyName, label, unit }) => [label, withUnit(saved.properties[keyName] ?? '', unit)] as const),
  ].filter(([, value]) => value !== '');
  return html`<section class="card" part="facts" aria-labelledby="title">
    <div>
      <h2 id="title">${words.title}</h2>
      <p class="muted small">${words.readOnly}</p>
    </div>
    <dl class="facts">
      ${facts.map(([label, value]) => html`<div><dt><bdi>${label}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`)}
    </dl>
  </section>`;
}

const withUnit = (value: string, unit: string | undefined): string =>
  value === '' || unit === undefined ? value : `${value} ${unit}`;
