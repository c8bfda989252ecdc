// Script-tag entry: registers everything. What is large or rare is fetched when the page has one: the chart, by far the largest.
import './session/define.ts';
import './connect/define.ts';
import './connection-status/define.ts';
import './feature-availability/define.ts';
import './feature-gate/define.ts';
import './meter-list/define.ts';
import { whenPresent } from './internal/when-present.ts';

// For a page without a build step: `import { setMessages } from '/arc-elements.js'`.
export { setMessages } from './languages/set-messages.ts';

whenPresent({
  'arc-account-profile': () => import('./account-profile/define.ts'),
  'arc-doctor': () => import('./doctor/define.ts'),
  'arc-interval-chart': () => import('./interval-chart/define.ts'),
});

// `?arc-doctor` on any page: the doctor for its first session, above everything else.
if (new URLSearchParams(location.search).has('arc-doctor')) {
  const place = () =>
    (document.querySelector('arc-session') ?? document.body).prepend(document.createElement('arc-doctor'));
  // A module script runs before `DOMContentLoaded`, with the page complete, unless it is `async`.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place, { once: true });
  else place();
}
