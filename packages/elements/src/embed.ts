// Script-tag entry: registers everything on the page. The chart, by far the largest part, is fetched when there is one.
import './account-profile/define.ts';
import './session/define.ts';
import './connect/define.ts';
import './connection-status/define.ts';
import './feature-availability/define.ts';
import './feature-gate/define.ts';
import './meter-list/define.ts';
import { whenPresent } from './internal/when-present.ts';

whenPresent('arc-interval-chart', () => import('./interval-chart/define.ts'));
