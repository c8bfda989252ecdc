import { define } from '../internal/define.ts';
import { ArcIntervalChartElement } from './interval-chart.ts';

define('arc-interval-chart', ArcIntervalChartElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
