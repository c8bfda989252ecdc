// What comes after the first picture, as one file: it is fetched in an idle moment, or by the first move or key.
export { default as styles } from './hands.styles.ts';
export { OverviewController } from './overview-controller.ts';
export { menuList } from './parts/menu-list.ts';
export { PlotHands } from './plot-hands.ts';
