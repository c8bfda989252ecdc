// Registers every element. Users of the npm package import this file.
import './account-profile/define.ts';
import './session/define.ts';
import './connect/define.ts';
import './connection-status/define.ts';
import './feature-availability/define.ts';
import './doctor/define.ts';
import './feature-gate/define.ts';
import './meter-list/define.ts';
import './interval-chart/define.ts';

// Types of tags and events, which a page has by importing this file alone.
export type * from './index.ts';
