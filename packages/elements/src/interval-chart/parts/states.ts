import { html, type TemplateResult } from 'lit';
import { empty, failed } from '../../internal/states.ts';
import { messages } from '../messages.ts';
import type { SourceState } from '../source.ts';
import { chartSkeleton } from './skeleton.ts';

/** What the states without a chart need. */
export interface StatesInput {
  /** Turning interval data on is under way. */
  readonly activating: boolean;
  /** It was tried and did not work. */
  readonly activateFailed: boolean;
  activate(meterId: string): void;
  retry(): void;
  noSession(): TemplateResult;
}

/** What is shown while there is no chart: what is so, and what to do. */
export function stateOf(state: Exclude<SourceState, { readonly kind: 'ready' }>, input: StatesInput): TemplateResult {
  switch (state.kind) {
    case 'loading':
      return chartSkeleton();
    case 'no-session':
      return holder(input.noSession());
    case 'no-meter':
      return holder(empty({ icon: 'gauge', title: messages.noMeter, hint: messages.noMeterHint }));
    case 'not-activated':
      return holder(
        empty({
          icon: 'chart',
          title: messages.notActivated,
          hint: input.activateFailed ? messages.activateFailed : messages.notActivatedHint,
          action: html`<button
            class="button button--primary"
            part="activate"
            type="button"
            aria-disabled=${input.activating ? 'true' : 'false'}
            @click=${() => input.activate(state.meter.id)}
          >${input.activating ? messages.activating : messages.activate}</button>`,
        }),
      );
    case 'in-progress':
      return holder(empty({ icon: 'clock', title: messages.inProgress, hint: messages.inProgressHint }));
    case 'not-supported':
      return holder(empty({ icon: 'minusCircle', title: messages.notSupported, hint: messages.notSupportedHint }));
    case 'failed':
      return holder(failed({ error: state.error, retry: () => input.retry() }));
  }
}

/** A meter whose readings are still to come. */
export function noReadings(): TemplateResult {
  return holder(empty({ icon: 'chart', title: messages.noReadings, hint: messages.noReadingsHint }));
}

function holder(content: TemplateResult): TemplateResult {
  return html`<div class="holder">${content}</div>`;
}
