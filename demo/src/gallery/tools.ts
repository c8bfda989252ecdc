import { type Look, parseAddress } from './address.ts';

/**
 * Sets up the form above the preview. Calls `change` with the new look whenever a control changes.
 */
export function tools(form: HTMLFormElement, change: (look: Look) => void): { mark(look: Look): void } {
  form.addEventListener('change', ({ target }) => {
    // A change of language also sets the direction, which can be changed afterwards.
    if (target instanceof HTMLSelectElement) {
      for (const each of form.querySelectorAll<HTMLInputElement>('[name=direction]')) {
        each.checked = each.value === (target.value === 'ar' ? 'rtl' : 'ltr');
      }
    }
    const words = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    change(parseAddress(`#/?${new URLSearchParams(words)}`).look);
  });
  // Enter would submit the form.
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
