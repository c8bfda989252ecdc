import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../internal/icons.ts';
import { empty, failed, noSession, staleNote } from '../../internal/states.ts';
import { fileButton } from '../../meter-file/file-button.ts';
import { messages as shared } from '../messages.ts';
import type { SourceController, SourceState } from '../source.ts';

/** What is said where there are no readings: English, from which the other languages are translated. */
export const messages = shared.with(() => ({
  noMeter: 'No meter yet.',
  noMeterHint: 'Meters appear here once your utility account is connected.',
  noFile: 'Drop a Green Button or CSV file here.',
  noFileHint:
    'Your utility offers it as “Download my data” or “Green Button”. It is read in this browser and goes nowhere else.',
  openFile: 'Choose a file',
  noReadings: 'No readings yet.',
  noReadingsHint: 'Your utility has not published any for this meter. They appear here by themselves.',
  notActivated: 'Interval data is not turned on for this meter.',
  notActivatedHint: 'Turn it on to see up to a year of readings, and new ones as your utility publishes them.',
  activate: 'Turn on interval data',
  activating: 'Turning on…',
  activateFailed: 'That did not work. Try again in a moment.',
  inProgress: 'Your utility is gathering the readings.',
  inProgressHint: 'The first ones usually appear within a few hours. You can leave this page.',
  notSupported: 'Your utility does not publish interval data for this meter.',
  notSupportedHint: 'Monthly bills may still be available.',
}));

/** A state in which no chart can be shown, other than loading. */
export type IdleState = Exclude<SourceState, { readonly kind: 'ready' | 'loading' }>;

/** What is shown while there is no chart: what is so, and what to do. There is no source where the page gave what cannot be shown. */
export function stateOf(state: IdleState, locale: string, source: SourceController | undefined): TemplateResult {
  const words = messages.in(locale);
  const retry = () => source?.retry();
  switch (state.kind) {
    case 'no-session':
      return holder(noSession(source?.blocked ?? null, locale, retry));
    case 'no-meter':
      return holder(empty({ icon: 'gauge', title: words.noMeter, hint: words.noMeterHint }));
    case 'no-file':
      return holder(
        empty({
          icon: 'chart',
          title: words.noFile,
          hint: words.noFileHint,
          action: fileButton(words.openFile, (file) => source?.files.open(file)),
        }),
      );
    case 'not-activated':
      return holder(
        empty({
          icon: 'chart',
          title: words.notActivated,
          hint: source?.activateFailed ? words.activateFailed : words.notActivatedHint,
          action: html`<button
            class="button button--primary"
            part="activate"
            type="button"
            aria-disabled=${source?.activating ? 'true' : 'false'}
            @click=${() => void source?.activate(state.meter.id)}
          >${source?.activating ? words.activating : words.activate}</button>`,
        }),
      );
    case 'in-progress':
      return holder(empty({ icon: 'clock', title: words.inProgress, hint: words.inProgressHint }));
    case 'not-supported':
      return holder(empty({ icon: 'minusCircle', title: words.notSupported, hint: words.notSupportedHint }));
    case 'failed':
      return holder(state.content?.(locale) ?? failed({ error: state.error, locale, retry }));
    case 'file':
      return holder(state.content(locale));
  }
}

/** A meter whose readings are still to come. */
export function noReadings(locale: string): TemplateResult {
  const words = messages.in(locale);
  return holder(empty({ icon: 'chart', title: words.noReadings, hint: words.noReadingsHint }));
}

/** A quiet strip above a chart that does not show all there is: its last refresh failed, or more readings are on their way. */
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
