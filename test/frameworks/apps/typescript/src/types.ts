// Only type-checked, with `main.ts`: what compiles, and what does not. No class is imported here.
type Chart = HTMLElementTagNameMap['arc-interval-chart'];

export function right(chart: Chart, session: HTMLElementTagNameMap['arc-session']): string {
  chart.view = 'heatmap';
  chart.range = { startMs: 0, endMs: 1 };
  chart.series = null;
  session.theme = 'dark';
  const read = (event: HTMLElementEventMap['arc-meter-select']) => event.detail.meterId;
  document.addEventListener('arc-meter-select', read);
  return chart.view;
}

export function wrong(chart: Chart): void {
  // @ts-expect-error: no such view
  chart.view = 'yesterday';
  // @ts-expect-error: no such detail
  document.addEventListener('arc-meter-select', ({ detail }) => detail.range);
}
