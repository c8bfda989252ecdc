import { html, type TemplateResult } from 'lit';

/** Returns a button that opens the browser's file dialog, because a file field cannot be themed. */
export function fileButton(label: string, open: (file: Blob) => void): TemplateResult {
  const onChange = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const file = field.files?.[0];
    // Emptied, so that choosing the same file again fires a change event.
    field.value = '';
    if (file !== undefined) open(file);
  };
  const onClick = (event: Event): void => {
    ((event.currentTarget as HTMLElement).nextElementSibling as HTMLInputElement | null)?.click();
  };
  return html`<button class="button button--primary" part="open-file" type="button" @click=${onClick}>${label}</button>
    <input type="file" hidden accept=${ACCEPTED} @change=${onChange} />`;
}

/** File types that the dialog offers first. Any other file is read too. */
const ACCEPTED =
  '.xml,.csv,.tsv,.txt,.json,.zip,.gz,.dat,.nem12,.nem13,text/csv,text/plain,application/xml,application/json';
