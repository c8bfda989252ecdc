import { type Look, parseAddress } from './address.ts';

/** The switches above the preview. Calls `change` with the new look whenever one of them is moved. */
export function tools(form: HTMLFormElement, change: (look: Look) => void): { mark(look: Look): void } {
  form.addEventListener('change', ({ target }) => {
    // A page in Arabic runs from right to left; who wants to see it otherwise chooses that afterwards.
    if (target instanceof HTMLSelectElement) {
      for (const each of form.querySelectorAll<HTMLInputElement>('[name=direction]')) {
        each.checked = each.value === (target.value === 'ar' ? 'rtl' : 'ltr');
      }
    }
    const words = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    change(parseAddress(`#/?${new URLSearchParams(words)}`).look);
  });
  // Enter in a field would send it.
  form.addEventListener('submit', (event) => event.preventDefault());
  return {
    mark(look) {
      for (const [name, value] of Object.entries(look)) {
        const control = form.elements.namedItem(name);
        if (control instanceof RadioNodeList || control instanceof HTMLSelectElement) control.value = value;
      }
    },
  };
}
