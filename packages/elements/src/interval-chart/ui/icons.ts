// Icons that only the chart has; shared ones are in `internal/chart-icons.ts`.
import { svg } from 'lit';

export const chevronFirst = svg`<path d="m14.5 5-5 5 5 5M6 5v10"/>`;
export const chevronLast = svg`<path d="m5.5 5 5 5-5 5M14 5v10"/>`;
export const sliders = svg`<path d="M3 6h7M14.5 6H17M3 14h2.5M10 14h7"/><circle cx="12.2" cy="6" r="2.2"/><circle
  cx="7.8" cy="14" r="2.2"/>`;
