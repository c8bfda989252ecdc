import { html, type TemplateResult } from 'lit';

/** A button of our own in front of the browser's file field, which follows no theme. */
export function fileButton(label: string, open: (file: Blob) => void): TemplateResult {
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
    <input type="file" hidden accept=${ACCEPTED} @change=${onChange} />`;
}

/** What the browser offers at first; whatever else a person picks is read too. */
const ACCEPTED =
  '.xml,.csv,.tsv,.txt,.json,.zip,.gz,.dat,.nem12,.nem13,text/csv,text/plain,application/xml,application/json';
