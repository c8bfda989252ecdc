import '@arc-elements/elements/define';
import type { ArcSessionElement } from '@arc-elements/elements/session';
import { openBackstage } from './backstage/backstage.ts';
import { byId, greetingAt, revealChart, showSample, showState } from './page.ts';
import { followSession } from './portal-state.ts';

byId('greeting').textContent = greetingAt(new Date().getHours());
// The example home needs no server, so the page shows a chart at once.
showSample();

const element = byId<ArcSessionElement>('session');
await element.updateComplete;
const session = element.current;
if (session !== undefined) {
  const { pick } = followSession(session, showState);
  byId('meters').addEventListener('arc-meter-select', ({ detail }) => {
    pick(detail.meterId);
    revealChart();
  });
}
openBackstage({ element, session });
