import { css } from 'lit';
import { basics } from '../../internal/base.styles.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import plot from './plot.styles.ts';

/** Frame, numbers, controls, foot. The picture comes first on a narrow screen, and its controls first on a wide one. */
const chart = css`
  :host {
    container-type: inline-size;
    /* Its content gives it no width: beside others it takes this one, where there is room. */
    contain-intrinsic-inline-size: 22em;
    min-inline-size: 0;
    max-inline-size: 100%;
    margin-block: var(--arc-gap, 16px);
    --_arc-chart-height: var(--arc-interval-chart-height, clamp(240px, 46svh, 420px));
  }

  .frame {
    padding: var(--arc-padding, calc(4 * var(--_arc-space)));
    border: var(--arc-border-width, 1px) solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  .rows {
    display: flex;
    flex-direction: column;
    gap: calc(3 * var(--_arc-space));
    reading-flow: flex-visual;
  }

  .rows .controls {
    order: 1;
  }

  .rows .foot,
  .rows .file-below {
    order: 2;
  }

  .holder .state {
    padding-block: calc(4 * var(--_arc-space));
  }

  /* Heading and numbers */

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--_arc-space) calc(4 * var(--_arc-space));
  }

  .names {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: calc(2 * var(--_arc-space));
    margin-inline-end: auto;
  }

  .names__title {
    font-size: var(--_arc-text-l);
    font-weight: 650;
    line-height: 1.25;
  }

  .names__meter {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_arc-space) calc(2 * var(--_arc-space));
    font-variant-numeric: tabular-nums;
  }

  .total dt {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
  }

  .total .swatch {
    margin-inline-end: 0.4em;
  }

  .total__value {
    font-size: var(--_arc-text-s);
    font-weight: 600;
  }

  /* A number with its unit reads from left to right in every language. */
  :host(:state(rtl)) .total__value {
    direction: ltr;
    text-align: right;
  }

  .total__unit {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
    font-weight: 500;
  }

  /* On a narrow screen the foot says what is missing, and the key has the signs. */
  .total__note,
  .total .swatch,
  .total[data-name="coverage"] {
    display: none;
  }

  /* Controls */

  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
  }

  .segments,
  .tabs {
    display: flex;
    font-size: var(--_arc-text-s);
  }

  .segments {
    flex: 1 0 100%;
    flex-wrap: wrap;
    min-inline-size: 0;
    padding: 2px;
    border-radius: calc(var(--_arc-radius-inner) + 2px);
    background: color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background));
  }

  .segment,
  .tab {
    min-block-size: 36px;
    border: 1px solid transparent;
    border-radius: var(--_arc-radius-inner);
    background: none;
    color: var(--_arc-color-muted);
    font-size: inherit;
    font-weight: 550;
    cursor: pointer;
  }

  .segment {
    flex: auto;
    padding: 0 var(--_arc-space);
  }

  .segment:hover,
  .tab:hover {
    color: var(--_arc-color-text);
  }

  .segment[aria-pressed="true"] {
    border-color: var(--_arc-color-border);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  .tabs {
    flex: 1 0 100%;
    order: 1;
    gap: var(--_arc-space);
    overflow-x: auto;
    scrollbar-width: none;
  }

  .tab {
    flex: none;
    padding: 0 calc(2 * var(--_arc-space));
    white-space: nowrap;
  }

  .tab[aria-selected="true"] {
    background: color-mix(in oklab, var(--_arc-color-accent) 12%, var(--_arc-color-background));
    color: var(--_arc-color-accent);
  }

  .tab:focus-visible {
    outline-offset: -2px;
  }

  .stepper {
    display: flex;
    flex: 1 0 auto;
    align-items: center;
    justify-content: space-between;
    max-inline-size: 100%;
  }

  .stepper__span {
    font-size: var(--_arc-text-s);
    font-weight: 550;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .stepper .button--icon,
  .options summary {
    min-block-size: 40px;
  }

  .stepper .button--icon {
    min-inline-size: 40px;
  }

  /* Options: below their button on a narrow screen, over the picture on a wide one. */

  .options {
    order: 2;
    inline-size: 100%;
  }

  /* What is slotted into details inherits from the browser's own slot there, so box-sizing has to be said again. */
  .options summary,
  .options__panel {
    box-sizing: border-box;
  }

  .options summary {
    inline-size: 100%;
    list-style: none;
  }

  .options summary::-webkit-details-marker {
    display: none;
  }

  .options__panel {
    display: grid;
    gap: calc(3 * var(--_arc-space));
    padding-block-start: calc(3 * var(--_arc-space));
  }

  .picker {
    display: grid;
    gap: var(--_arc-space);
    font-size: var(--_arc-text-s);
  }

  .picker__box {
    position: relative;
    display: grid;
  }

  .picker__box .icon {
    position: absolute;
    inset: 0 0.6em auto auto;
    inset-inline: auto 0.6em;
    inline-size: 1em;
    block-size: 100%;
    color: var(--_arc-color-muted);
    pointer-events: none;
  }

  .picker select {
    appearance: none;
    min-block-size: 40px;
    padding-inline: calc(3 * var(--_arc-space)) 2.2em;
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
    text-overflow: ellipsis;
    cursor: pointer;
  }

  .options__save {
    display: grid;
    font-size: var(--_arc-text-s);
  }

  .options__item {
    padding: calc(1.5 * var(--_arc-space)) calc(2 * var(--_arc-space));
    border: 0;
    border-radius: var(--_arc-radius-inner);
    background: none;
    font-size: inherit;
    font-weight: 550;
    text-align: start;
    cursor: pointer;
  }

  .options__item:hover {
    background: color-mix(in oklab, var(--_arc-color-text) 6%, var(--_arc-color-background));
  }

  .options__hint {
    margin-inline-start: 0.6em;
    color: var(--_arc-color-muted);
    font-weight: 400;
  }

  /* Foot */

  .foot {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--_arc-space) calc(5 * var(--_arc-space));
    overflow-x: clip;
    color: var(--_arc-color-muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }

  .foot > * {
    position: relative;
  }

  /* On lines of their own they are sentences. */
  .foot > *::first-letter {
    text-transform: uppercase;
  }

  .foot__gaps {
    color: var(--_arc-color-text);
  }

  .foot__gaps .swatch {
    margin-inline-end: 0.45em;
  }

  .zone-chip {
    font-size: inherit;
    white-space: normal;
  }

  /* Skeleton */

  .skeleton--label {
    display: inline-block;
    inline-size: 4.5em;
  }

  .skeleton--value {
    display: inline-block;
    inline-size: 3.5em;
  }

  .skeleton--controls {
    inline-size: 100%;
    block-size: 184px;
  }

  .skeleton--plot {
    block-size: var(--_arc-chart-height);
  }

  .skeleton--line {
    inline-size: 40%;
    block-size: 0.8em;
    margin-block: 0.33em;
  }

  @container (inline-size >= 560px) {
    .segments,
    .tabs {
      flex: none;
      max-inline-size: 100%;
    }

    .tabs,
    .options {
      order: 0;
    }

    .segment {
      padding-inline: calc(2 * var(--_arc-space));
    }

    .stepper {
      flex: none;
    }

    .options {
      position: relative;
      inline-size: auto;
      margin-inline-start: auto;
    }

    .options__panel {
      position: absolute;
      z-index: 3;
      inset-block-start: calc(100% + 4px);
      inset-inline-end: 0;
      inline-size: 19em;
      padding: calc(4 * var(--_arc-space));
      border: 1px solid var(--_arc-color-border);
      border-radius: var(--_arc-radius);
      background: var(--_arc-color-background);
      box-shadow: 0 6px 24px rgb(0 0 0 / 16%);
    }

    .foot {
      flex-flow: row wrap;
      align-items: center;
    }

    .foot > *::first-letter {
      text-transform: none;
    }

    /* In the gap before each: at the start of a line that is outside of the box, and clipped. */
    .foot > *:not(.chip, .chip + *)::before {
      content: "·";
      position: absolute;
      inset-inline-end: 100%;
      inline-size: calc(5 * var(--_arc-space));
      text-align: center;
    }

    .skeleton--controls {
      block-size: 88px;
    }
  }

  @container (inline-size >= 720px) {
    :host {
      --_arc-chart-height: var(--arc-interval-chart-height, clamp(240px, 36cqi, 400px));
    }

    .frame {
      padding: var(--arc-padding, calc(5 * var(--_arc-space)));
    }

    .rows {
      gap: calc(4 * var(--_arc-space));
    }

    .rows .controls,
    .rows .foot,
    .rows .file-below {
      order: 0;
    }

    .names {
      flex-direction: column;
      align-self: start;
    }

    .totals {
      column-gap: calc(6 * var(--_arc-space));
    }

    .total[data-name="coverage"] {
      display: block;
    }

    .total .swatch {
      display: inline-block;
    }

    .total dt {
      font-size: var(--_arc-text-s);
    }

    .total__value {
      font-size: 1.4em;
      line-height: 1.25;
      letter-spacing: -0.01em;
    }

    .total__unit {
      font-size: 0.6em;
      letter-spacing: 0;
    }

    .total__note {
      display: block;
      min-block-size: 1.45em;
      color: var(--_arc-color-muted);
      font-size: var(--_arc-text-xs);
    }

    .stepper .button--icon,
    .options summary {
      min-block-size: 36px;
    }
  }

  @container (inline-size >= 1000px) {
    .skeleton--controls {
      block-size: 40px;
    }

    .options {
      margin-inline-start: 0;
    }

    .stepper {
      margin-inline: auto;
    }
  }

  .frame.printing {
    color-scheme: light;
  }

  @media print {
    /* Of the controls the name of the range stays: axes have no year. */
    .segments,
    .options,
    .stepper .button,
    .tabs,
    .overview {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .segment[aria-pressed="true"],
    .tab[aria-selected="true"] {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    .segment,
    .tab {
      border-color: Canvas;
    }
  }
`;

// The last one has the container and media queries, which have to win over what is before them.
export default [tokens, basics, plot, chart];
