import { html, nothing, type TemplateResult } from 'lit';
import { interleave } from '../languages/interleave.ts';
import { type ErrorLike, errorText } from './errors.ts';
import { formatExact, formatRelative } from './format.ts';
import { type IconName, icon } from './icons.ts';
import { messages } from './messages.ts';

export { skeleton } from './skeleton.ts';

type Content = TemplateResult | string | typeof nothing;

/** Content of `empty()`. */
export interface EmptyState {
  readonly icon: IconName;
  readonly title: Content;
  readonly hint?: Content;
  readonly action?: Content;
}

/** Returns the state without data that is not an error. */
export function empty({ icon: name, title, hint = nothing, action = nothing }: EmptyState): TemplateResult {
  return html`<div class="state" part="empty">
    <span class="state__icon">${icon(name)}</span>
    <p class="state__title">${title}</p>
    ${hint === nothing ? nothing : html`<p class="state__hint">${hint}</p>`}
    ${action === nothing ? nothing : html`<div class="state__action">${action}</div>`}
  </div>`;
}

/**
 * Returns the state in which loading failed and there is no older data. Offers `retry` where that
 * can help.
 */
export function failed(options: {
  readonly error: ErrorLike;
  readonly locale: string;
  readonly retry?: () => void;
}): TemplateResult {
  const { error, locale, retry } = options;
  const text = errorText(error, locale);
  const isSignedOut = error.code === 'signed-out' || error.code === 'unauthorized';
  const iconName = isSignedOut ? 'lock' : error.code === 'network' ? 'wifiOff' : 'alert';
  return html`<div class="state ${isSignedOut ? '' : 'is-bad'}" part="error" role="alert" data-code=${error.code}>
    <span class="state__icon">${icon(iconName)}</span>
    <p class="state__title">${text.title}</p>
    <p class="state__hint">${text.hint}</p>
    ${
      text.retry && retry
        ? html`<div class="state__action">
            <button class="button" part="retry" type="button" @click=${retry}>
              ${icon('refresh')} ${messages.in(locale).retry}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

const NO_SESSION: ErrorLike = { code: 'no-session', message: 'No session.' };

/**
 * Returns the state without a session, or with nobody signed in. `reason` is `null` if it is not
 * known.
 */
export function noSession(reason: ErrorLike | null, locale: string, retry: () => void): TemplateResult {
  const error = reason ?? NO_SESSION;
  const words = messages.in(locale);
  // Here `not-found` means that the page names a session route that does not exist.
  if (!['no-session', 'invalid-request', 'not-found'].includes(error.code)) return failed({ error, locale, retry });
  return html`<div class="state is-warn" part="error" role="alert" data-code=${error.code}>
    <span class="state__icon">${icon('plug')}</span>
    <p class="state__title">${words.noSession}</p>
    <p class="state__hint">
      ${
        error.code === 'no-session'
          ? isolateTags(words.noSessionHint)
          : html`${words.sessionIncomplete} <code lang="en" dir="ltr">${isolateTags(error.message)}</code>`
      }
    </p>
  </div>`;
}

/** Keeps each tag and attribute in a text on one line and from left to right. */
function isolateTags(text: string): (TemplateResult | string)[] {
  return text
    .split(/(<[^<>]+>|\w+="[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? html`<bdi class="whole" dir="ltr">${part}</bdi>` : part));
}

/** Returns the note above older data that could not be refreshed. */
export function staleNote(options: {
  readonly updatedAtMs: number | null;
  readonly nowMs: number;
  readonly locale: string;
  readonly error?: ErrorLike | null;
  readonly retry?: () => void;
}): TemplateResult {
  const { updatedAtMs, nowMs, locale, error, retry } = options;
  const words = messages.in(locale);
  const reason = error ? `${errorText(error, locale).title} ` : '';
  return html`<div class="note" part="stale">
    ${icon('clock')}
    <span class="note__text">
      ${reason}${
        updatedAtMs === null
          ? words.lastUpdatedEarlier
          : interleave(words.lastUpdated, relativeTime(locale, updatedAtMs, nowMs))
      }
    </span>
    ${
      retry
        ? html`<button class="button button--quiet" part="retry" type="button" @click=${retry}>${words.retry}</button>`
        : nothing
    }
  </div>`;
}

/** Returns the note that some entries of an answer could not be read and are left out. */
export function partialNote(count: number, locale: string): TemplateResult {
  return html`<div class="note" part="partial">
    ${icon('info')}<span class="note__text">${messages.in(locale).partial(count)}</span>
  </div>`;
}

/** Returns a relative time, with the exact moment in its title. */
export function relativeTime(locale: string, ms: number, nowMs: number): TemplateResult {
  return html`<time datetime=${new Date(ms).toISOString()} title=${formatExact(locale, ms)}
    >${formatRelative(locale, ms, nowMs)}</time
  >`;
}
