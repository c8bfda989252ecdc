import type { UtilityAccount } from '@arc-elements/models';
import { html, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from '../internal/icons.ts';
import { maskNumber } from '../internal/masks.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { streetOf, townOf } from './accounts.ts';
import type { messages } from './feature-availability.messages.ts';

const SERVICE_ICONS: Record<'electric' | 'gas' | 'water', IconName> = {
  electric: 'lightning',
  gas: 'flame',
  water: 'drop',
};

type Words = WordsOf<typeof messages>;

/** Renders the address, number, services, tariff and problems of one account. */
export function accountHead(options: {
  readonly account: UtilityAccount;
  readonly words: Words;
  /** Leaves out services and tariff. */
  readonly compact: boolean;
  readonly revealed: boolean;
  readonly toggle: () => void;
}): TemplateResult {
  const { account, compact, words } = options;
  const state =
    account.status === null || account.status === 'active' || account.status === 'unknown' ? null : account.status;
  const town = townOf(account);
  const utility = account.utilityLongName ?? account.utilityName;
  return html`<div part="account">
    <p class="address"><bdi>${streetOf(account) ?? words.unnamed}</bdi></p>
    <div class="facts">
      ${town === null ? nothing : html`<p><bdi>${town}</bdi></p>`}
      <p class="dotted">
        ${utility === null ? nothing : html`<span><bdi>${utility}</bdi></span>`}
        ${account.accountNumber === null ? nothing : renderNumber(account.accountNumber, options)}
      </p>
      ${compact ? nothing : renderMore(account, words)}
      ${
        account.pastDue || state !== null
          ? html`<p class="row chips">
              ${
                account.pastDue
                  ? html`<span class="chip is-bad" part="past-due">${icon('alert')}${words.pastDue}</span>`
                  : nothing
              }
              ${
                state === null
                  ? nothing
                  : html`<span class="chip is-warn" part="account-state">
                      ${icon(state === 'locked' ? 'lock' : 'info')}${words.accountState[state]}
                    </span>`
              }
            </p>`
          : nothing
      }
    </div>
  </div>`;
}

function renderNumber(
  number: string,
  { revealed, toggle, words }: { readonly revealed: boolean; readonly toggle: () => void; readonly words: Words },
): TemplateResult {
  const label = revealed ? words.conceal : words.reveal;
  const text = revealed ? number : maskNumber(number);
  return html`<span class="pair"><bdi class="number" part="number" dir="ltr">${text}</bdi
    ><button class="eye" type="button" aria-label=${label} title=${label} @click=${toggle}>
      ${icon(revealed ? 'eyeOff' : 'eye')}
    </button></span>`;
}

function renderMore(account: UtilityAccount, words: Words): TemplateResult {
  const { tariff, services } = account;
  const name = tariff === null ? null : (tariff.name ?? tariff.code);
  const supplier = tariff?.supplierName ?? null;
  return html`
    ${
      services.length === 0
        ? nothing
        : html`<p class="row">
            ${services.map(({ type, text }) =>
              type === 'unknown'
                ? html`<span class="service"><bdi>${text}</bdi></span>`
                : html`<span class="service">${icon(SERVICE_ICONS[type])}${words.service[type]}</span>`,
            )}
          </p>`
    }
    ${name === null ? nothing : html`<p part="tariff">${words.tariff(name)}</p>`}
    ${supplier === null ? nothing : html`<p>${words.supplier(supplier)}</p>`}
  `;
}
