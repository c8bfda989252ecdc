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
  const words = messages.in(input.locale);
  switch (state.kind) {
    case 'loading':
      return chartSkeleton(input.locale);
    case 'no-session':
      return holder(input.noSession());
    case 'no-meter':
      return holder(empty({ icon: 'gauge', title: words.noMeter, hint: words.noMeterHint }));
    case 'no-file':
      return holder(
        empty({
          icon: 'chart',
          title: words.noFile,
          hint: words.noFileHint,
          action: fileButton(words.openFile, input.open),
        }),
      );
    case 'not-activated':
      return holder(
        empty({
          icon: 'chart',
          title: words.notActivated,
          hint: input.activateFailed ? words.activateFailed : words.notActivatedHint,
          action: html`<button
            class="button button--primary"
            part="activate"
            type="button"
            aria-disabled=${input.activating ? 'true' : 'false'}
            @click=${() => input.activate(state.meter.id)}
          >${input.activating ? words.activating : words.activate}</button>`,
        }),
      );
    case 'in-progress':
      return holder(empty({ icon: 'clock', title: words.inProgress, hint: words.inProgressHint }));
    case 'not-supported':
      return holder(empty({ icon: 'minusCircle', title: words.notSupported, hint: words.notSupportedHint }));
    case 'failed': {
      const options = { error: state.error, locale: input.locale, retry: () => input.retry() };
      return holder(failed(options));
    }
  }
}

// A button of our own in front of the browser's file field, which follows no theme.
function fileButton(label: string, open: (file: Blob) => void): TemplateResult {
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
  return html`<button class="button button--primary" part="open-file" type="button" @click=${onClick}>${label}</button>
    <input type="file" hidden accept=".xml,.csv,.json,.txt,text/csv,application/xml" @change=${onChange} />`;
}

/** A meter whose readings are still to come. */
export function noReadings(locale: string): TemplateResult {
  const words = messages.in(locale);
  return holder(empty({ icon: 'chart', title: words.noReadings, hint: words.noReadingsHint }));
}

function holder(content: TemplateResult): TemplateResult {
  return html`<div class="holder">${content}</div>`;
}
