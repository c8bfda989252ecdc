import type { AccountTariff } from '@arc-elements/models';
import { html, nothing, type TemplateResult } from 'lit';
import { formatPercent } from '../internal/format.ts';
import { icon } from '../internal/icons.ts';
import { messages } from './account-profile.messages.ts';

/** Content and callbacks of the tariff card. */
export interface TariffCardOptions {
  readonly tariffs: readonly AccountTariff[];
  readonly locale: string;
  /** True if the person may not choose. */
  readonly readOnly: boolean;
  /** True while the list of tariffs is open. */
  readonly choosing: boolean;
  readonly busy: boolean;
  readonly open: () => void;
  readonly cancel: () => void;
  /** Called with the tariff that the person confirmed or chose. */
  readonly choose: (masterTariffId: string) => void;
}

/** Renders the likely tariff, which the person can confirm or replace. */
export function tariffCard(options: TariffCardOptions): TemplateResult {
  const { tariffs, choosing, locale, readOnly } = options;
  const words = messages.in(locale);
  const best = bestOf(tariffs);
  return html`<section class="card" part="tariff" aria-labelledby="tariff-title">
    <h2 id="tariff-title">${words.tariffTitle}</h2>
    ${
      best === undefined
        ? html`<p class="muted">${words.noTariff}</p>`
        : choosing && !readOnly
          ? renderChoices(best, options)
          : renderBest(best, options)
    }
  </section>`;
}

/** Returns the explicit tariff, else the likeliest one; `undefined` if there are none. */
export function bestOf(tariffs: readonly AccountTariff[]): AccountTariff | undefined {
  return [...tariffs].sort((a, b) => weight(b) - weight(a))[0];
}

// An explicit tariff comes before all others, whose likelihood is at most 100.
const weight = ({ origin }: AccountTariff): number => (origin.kind === 'explicit' ? 101 : origin.likelihood);

function renderBest(
  best: AccountTariff,
  { tariffs, locale, readOnly, busy, open, choose }: TariffCardOptions,
): TemplateResult {
  const words = messages.in(locale);
  const guessed = best.origin.kind === 'guessed';
  return html`<div class="tariff">
      <div>
        <p class="tariff__name"><bdi>${best.name ?? best.code ?? best.masterTariffId}</bdi></p>
        ${best.lseName === null ? nothing : html`<p class="muted small"><bdi>${best.lseName}</bdi></p>`}
        ${guessed ? html`<p class="muted small">${words.guessed}</p>` : nothing}
      </div>
      <span class="chip ${guessed ? 'is-busy' : 'is-ok'}">
        ${icon(guessed ? 'question' : 'checkCircle')}${likelihood(best, locale)}
      </span>
    </div>
    <div class="actions" ?hidden=${readOnly}>
      ${
        guessed && !readOnly
          ? html`<button
              class="button button--primary"
              part="confirm"
              type="button"
              aria-disabled=${busy ? 'true' : nothing}
              @click=${() => choose(best.masterTariffId)}
            >
              ${words.confirm}
            </button>`
          : nothing
      }
      ${
        tariffs.length > 1 && !readOnly
          ? html`<button class="button" part="choose" type="button" @click=${open}>${words.chooseOther}</button>`
          : nothing
      }
    </div>`;
}

function renderChoices(
  best: AccountTariff,
  { tariffs, locale, busy, cancel, choose }: TariffCardOptions,
): TemplateResult {
  const words = messages.in(locale);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement).get('tariff');
    if (typeof chosen === 'string') choose(chosen);
  };
  return html`<form @submit=${submit}>
    <fieldset>
      <legend>${words.choose}</legend>
      <div class="choices">
        ${tariffs.map(
          (tariff) => html`<label class="choice choice--wide">
            <input type="radio" name="tariff" value=${tariff.masterTariffId} ?checked=${tariff === best} />
            <span>
              <bdi>${tariff.name ?? tariff.code ?? tariff.masterTariffId}</bdi>
              <span class="muted small">${likelihood(tariff, locale)}</span>
            </span>
          </label>`,
        )}
      </div>
    </fieldset>
    <div class="actions">
      <button class="button button--primary" type="submit" aria-disabled=${busy ? 'true' : nothing}>
        ${words.use}
      </button>
      <button class="button" type="button" @click=${cancel}>${words.cancel}</button>
    </div>
  </form>`;
}

function likelihood({ origin }: AccountTariff, locale: string): string {
  const words = messages.in(locale);
  if (origin.kind === 'explicit') return words.explicit;
  const { likelihood: percent } = origin;
  const how = DEGREES.find(([from]) => percent >= from)?.[1] ?? 'unlikely';
  return words.likelihood(words[how], formatPercent(locale, percent / 100));
}

/** The lowest percentage of each word for a likelihood. */
const DEGREES = [
  [90, 'almostSure'],
  [70, 'veryLikely'],
  [40, 'likely'],
  [10, 'possible'],
] as const;
