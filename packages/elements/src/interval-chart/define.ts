import { define } from '../internal/define.ts';
import { ArcIntervalChartElement } from './interval-chart.ts';

define('arc-interval-chart', ArcIntervalChartElement);
