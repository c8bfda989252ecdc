import '@arc-elements/elements/define';
import type { ArcSessionElement } from '@arc-elements/elements/session';
import { openBackstage } from './backstage/backstage.ts';
import { byId, greetingAt, revealChart, showSample, showScene } from './page.ts';
import { followStory } from './story.ts';

byId('greeting').textContent = greetingAt(new Date().getHours());
// Needs nothing from anywhere, so there is something to look at from the first moment.
showSample();

const element = byId<ArcSessionElement>('session');
await element.updateComplete;
const session = element.current;
if (session !== undefined) {
  const story = followStory(session, showScene);
  byId('meters').addEventListener('arc-meter-select', ({ detail }) => {
    story.pick(detail.meterId);
    revealChart();
  });
}
openBackstage({ element, session });
