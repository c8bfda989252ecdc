// What comes after the first picture, as one file: it is fetched in an idle moment, or by the first move or key.
import handsStyles from './hands.styles.ts';
import later from './later.styles.ts';

export { OverviewController } from './overview-controller.ts';
export { menuList } from './parts/menu-list.ts';
export { PlotHands } from './plot-hands.ts';

/** Their looks. */
export const styles = [handsStyles, later];
