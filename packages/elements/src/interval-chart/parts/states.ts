import { html, type TemplateResult } from 'lit';
import { empty, failed } from '../../internal/states.ts';
import { messages } from '../messages.ts';
import type { SourceState } from '../source.ts';
import { chartSkeleton } from './skeleton.ts';

/** What the states without a chart need. */
export interface StatesInput {
  readonly locale: string;
  /** Turning interval data on is under way. */
  readonly activating: boolean;
  /** It was tried and did not work. */
  readonly activateFailed: boolean;
  activate(meterId: string): void;
  retry(): void;
  open(file: Blob): void;
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
    case 'no-file':
      return holder(
        empty({ icon: 'chart', title: messages.noFile, hint: messages.noFileHint, action: fileButton(input.open) }),
      );
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
    case 'failed': {
      const options = { error: state.error, locale: input.locale, retry: () => input.retry() };
      return holder(failed(options));
    }
  }
}

// A button of our own in front of the browser's file field, which follows no theme.
function fileButton(open: (file: Blob) => void): TemplateResult {
  const onChange = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const file = field.files?.[0];
    // Emptied, so that choosing the same file again is a change.
    field.value = '';
    if (file !== undefined) open(file);
  };
  const onClick = (event: Event): void => {
    ((event.currentTarget as HTMLElement).nextElementSibling as HTMLInputElement | null)?.click();
  };
  return html`<button class="button button--primary" part="open-file" type="button" @click=${onClick}>${messages.openFile}</button>
    <input type="file" hidden accept=".xml,.csv,.json,.txt,text/csv,application/xml" @change=${onChange} />`;
}

/** A meter whose readings are still to come. */
export function noReadings(): TemplateResult {
  return holder(empty({ icon: 'chart', title: messages.noReadings, hint: messages.noReadingsHint }));
}

function holder(content: TemplateResult): TemplateResult {
  return html`<div class="holder">${content}</div>`;
}
