import { Catalog, type WordsOf } from '../../languages/catalog.ts';
import { CHART } from '../../languages/chart-loaders.ts';
import { chart as english } from '../../languages/en/chart.ts';

/** Texts of the chart in one language. */
export type ChartWords = WordsOf<typeof messages>;

/** Texts of the chart. */
export const messages = new Catalog('chart', CHART, english);
