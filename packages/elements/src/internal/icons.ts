import { svg, type TemplateResult } from 'lit';
import { chart, chevronDown, chevronLeft, chevronRight, clock, download, drawn, table } from './chart-icons.ts';

const PATHS = {
  alert: svg`<path d="M10 3.2 17.6 16.4H2.4Z"/><path d="M10 8.2v3.6M10 14.1v.1"/>`,
  building: svg`<path d="M4 17V4.5h8V17M12 8h4v9M2.5 17h15M6.8 7.8h2.4M6.8 11h2.4M6.8 14.2h2.4"/>`,
  car: svg`<path d="M3 13.5v-3l1.6-4.2h10.8L17 10.5v3ZM3 10.5h14M5 13.5v2M15 13.5v2"/>`,
  chart,
  check: svg`<path d="m4 10.6 4 4 8-9"/>`,
  checkCircle: svg`<circle cx="10" cy="10" r="7.2"/><path d="m6.8 10.3 2.3 2.3 4.2-4.8"/>`,
  chevronDown,
  chevronLeft,
  chevronRight,
  clock,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  dots: svg`<path d="M4.5 10h.1M10 10h.1M15.5 10h.1" stroke-width="2.6"/>`,
  download,
  drop: svg`<path d="M10 2.8c3 3.6 4.8 6 4.8 8.6a4.8 4.8 0 0 1-9.6 0c0-2.6 1.8-5 4.8-8.6Z"/>`,
  eye: svg`
    <path d="M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10Z"/>
    <circle cx="10" cy="10" r="2.4"/>`,
  eyeOff: svg`
    <path d="M3 3l14 14M8.2 5c.6-.1 1.2-.2 1.8-.2 5 0 7.8 5.2 7.8 5.2s-.8 1.5-2.3 2.9
      M5 6.8C3.2 8.2 2.2 10 2.2 10S5 15.2 10 15.2c1.3 0 2.5-.4 3.5-.9"/>`,
  flame: svg`
    <path d="M10 2.8c.6 2.8 4.6 4.3 4.6 8.6a4.6 4.6 0 0 1-9.2 0c0-1.9.9-3 1.8-4 .3 1.1.8 1.7 1.5 2C8.4 7 8.6 4.6 10
      2.8Z"/>`,
  gauge: svg`<path d="M3 13.5a7 7 0 1 1 14 0M10 13.5l3-4.5"/><path d="M3 16.5h14"/>`,
  home: svg`<path d="m3 9.5 7-6 7 6M5 8.2V16.5h10V8.2M8.4 16.5v-4.6h3.2v4.6"/>`,
  info: svg`<circle cx="10" cy="10" r="7.2"/><path d="M10 9.2v4.3M10 6.5v.1"/>`,
  lightning: svg`<path d="M11.2 2.6 4.6 11.4H9.4L8.8 17.4 15.4 8.6H10.6Z"/>`,
  lock: svg`<rect x="4.2" y="8.8" width="11.6" height="8" rx="1.6"/><path d="M6.8 8.8V6.4a3.2 3.2 0 0 1 6.4 0v2.4"/>`,
  minusCircle: svg`<circle cx="10" cy="10" r="7.2"/><path d="M6.8 10h6.4"/>`,
  plug: svg`<path d="M7 2.8v3.7M13 2.8v3.7M5 6.5h10v3.2a5 5 0 0 1-10 0ZM10 14.7v2.8"/>`,
  print: svg`<path d="M6 7.5V3h8v4.5M6 14H3.5V7.5h13V14H14M6 12h8v5H6Z"/>`,
  question: svg`
    <circle cx="10" cy="10" r="7.2"/>
    <path d="M7.9 8c.2-1.2 1-1.9 2.2-1.9 1.2 0 2.1.8 2.1 1.9 0 1.7-2.1 1.7-2.1 3.3M10.1 13.6v.1"/>`,
  refresh: svg`<path d="M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13"/>`,
  receipt: svg`
    <path d="M5 2.8h10v14.5l-2-1.3-1.5 1.3-1.5-1.3-1.5 1.3L7 16l-2 1.3ZM7.8 6.5h4.4M7.8 9.5h4.4M7.8 12.5h2.4"/>`,
  search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 3.6 3.6"/>`,
  table,
  wifiOff: svg`
    <path d="M3 3l14 14M5.2 10.8a7 7 0 0 1 2.3-1.5M12.6 9.4a7 7 0 0 1 2.2 1.4M2.6 7.9a11 11 0 0 1 2.7-1.8
      M9 5a11 11 0 0 1 8.4 2.9M10 15.2v.1"/>`,
} satisfies Record<string, TemplateResult<2>>;

/** Names of the icons. */
export type IconName = keyof typeof PATHS;

/**
 * Returns a 20 px icon in `currentColor`. Screen readers skip it, as a word beside it says the
 * same.
 */
export function icon(name: IconName): TemplateResult {
  return drawn(PATHS[name]);
}
