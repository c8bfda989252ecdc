import { VERSION } from '@arc-elements/elements';
import type { ArcSessionElement } from '@arc-elements/elements/session';
import { byId } from '../page.ts';

/**
 * Shows the two tags that put a chart on any page, with this site's own addresses, and copies them.
 */
export function embedPanel(element: ArcSessionElement): void {
  const lines = [
    '<script type="module"',
    `  src="/arc/${VERSION}/arc-elements.js"></script>`,
    `<arc-session session-url="${element.sessionUrl}"`,
    `  broker="${element.broker}">`,
    '  <arc-interval-chart></arc-interval-chart>',
    '</arc-session>',
  ].join('\n');
  byId('embed').textContent = lines;

  const button = byId<HTMLButtonElement>('copy-embed');
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(lines).then(
      () => announce(button, 'Copied'),
      // A browser may forbid copying; the lines can still be selected.
      () => announce(button, 'Copying is not allowed here'),
    );
  });
}

function announce(button: HTMLButtonElement, text: string): void {
  const before = button.dataset.label ?? button.textContent;
  button.dataset.label = before;
  button.textContent = text;
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
}
