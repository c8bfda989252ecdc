// Icons of the chart alone: the others are in the file that every page has.
import { svg } from 'lit';

export const chevronFirst = svg`<path d="m14.5 5-5 5 5 5M6 5v10"/>`;
export const chevronLast = svg`<path d="m5.500 5 5 5-5 5M14 5v10"/>`;
export const sliders = svg`<path d="M3 6h7M14.5 6H17M3 14h2.5M10 14h7"/><circle cx="12.2" cy="6" r="2.2"/><circle cx="7.800" cy="14" r="2.2"/>`;
