import { html, nothing, type TemplateResult } from 'lit';
import { activationLabel } from '../../internal/activation.ts';
import { type ErrorLike, errorText } from '../../internal/errors.ts';
import { icon } from '../../internal/icons.ts';
import { messages as shared } from '../../internal/messages.ts';
import { empty, failed, noSession, staleNote } from '../../internal/states.ts';
import { fileButton } from '../../meter-file/file-button.ts';
import type { SourceController, SourceState } from '../data/source.ts';
import { messages } from '../text/words.ts';

export { states as styles } from '../../internal/base.styles.ts';

/** A state in which no chart can be shown. */
export type IdleState = Exclude<SourceState, { readonly kind: 'loading' }>;

/** Returns what is shown in place of a chart: the state, and what to do. */
export function stateOf(state: IdleState, locale: string, source: SourceController): TemplateResult {
  const words = messages.in(locale);
  const retry = () => source.retry();
  switch (state.kind) {
    case 'ready':
      return holder(empty({ icon: 'chart', title: words.noReadings, hint: words.noReadingsHint }));
    case 'no-session':
      return holder(noSession(source.blocked, locale, retry));
    case 'no-meter':
      return holder(empty({ icon: 'gauge', title: words.noMeter, hint: words.noMeterHint }));
    case 'no-file':
      return holder(
        empty({
          icon: 'chart',
          title: words.noFile,
          hint: words.noFileHint,
          action: fileButton(words.openFile, (file) => source.files?.open(file)),
        }),
      );
    case 'not-activated':
      return holder(
        empty({
          icon: 'chart',
          title: words.notActivated,
          hint: activationHint(source.activationProblem, locale) ?? words.notActivatedHint,
          action: html`<button
            class="button button--primary"
            part="activate"
            type="button"
            aria-disabled=${source.activating ? 'true' : 'false'}
            @click=${() => void source.activate(state.meter.id)}
          >${activationLabel(source.activating, locale)}</button>`,
        }),
      );
    case 'in-progress':
      return holder(empty({ icon: 'clock', title: words.inProgress, hint: words.inProgressHint }));
    case 'not-supported':
      return holder(empty({ icon: 'minusCircle', title: words.notSupported, hint: words.notSupportedHint }));
    case 'failed':
      return holder(
        state.content?.(locale) ??
          failed({ error: state.error, locale, ...(state.error.code === 'invalid-series' ? {} : { retry }) }),
      );
    case 'file':
      return holder(state.content(locale));
  }
}

/** Returns why usage data could not be turned on; `undefined` without a failure. */
function activationHint(problem: ErrorLike | null, locale: string): string | undefined {
  return problem === null ? undefined : `${shared.in(locale).activateFailed} ${errorText(problem, locale).hint}`;
}

/**
 * Returns the note above a chart that does not show everything: its last refresh failed, or more
 * readings are being collected.
 */
export function noteAbove(
  { stale, meter }: SourceState & { readonly kind: 'ready' },
  options: { readonly locale: string; readonly nowMs: number; readonly retry: () => void },
): TemplateResult | typeof nothing {
  if (stale !== null) return staleNote({ ...stale, ...options });
  if (meter?.status !== 'INTERVALS_IN_PROGRESS') return nothing;
  const { inProgress } = messages.in(options.locale);
  return html`<div class="note" part="collecting">${icon('clock')}<span class="note__text">${inProgress}</span></div>`;
}

function holder(content: TemplateResult): TemplateResult {
  return html`<div class="holder">${content}</div>`;
}
