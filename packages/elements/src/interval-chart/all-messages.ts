import { Catalog } from '../languages/catalog.ts';
import { CHART } from '../languages/loaders.ts';
import { messages as menu } from './parts/menu-list.ts';
import { messages as states } from './parts/states.ts';
import { messages as table } from './parts/table.ts';
import { messages as help } from './readout.ts';
import { messages as averageDay } from './views/average-day.ts';
import { messages as comparedUsage } from './views/compared-usage.ts';
import { messages as duration } from './views/duration.ts';
import { messages as heatmap } from './views/heatmap.ts';
import { messages as months } from './views/months.ts';
import { messages as timeOfUse } from './views/time-of-use.ts';

/** Everything the chart says, its later parts included: for types and tests. An element has only the words of the parts it has loaded. */
export const messages = new Catalog('chart', CHART, () => ({
  ...menu.in('en'),
  ...states.in('en'),
  ...table.in('en'),
  ...help.in('en'),
  ...averageDay.in('en'),
  ...comparedUsage.in('en'),
  ...duration.in('en'),
  ...heatmap.in('en'),
  ...months.in('en'),
  ...timeOfUse.in('en'),
}));
