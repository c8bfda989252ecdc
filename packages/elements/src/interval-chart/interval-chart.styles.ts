import { css } from 'lit';
import { basics } from '../internal/base.styles.ts';
import { tokens } from '../internal/tokens.styles.ts';
import controls from './controls.styles.ts';
import plot from './plot.styles.ts';
import swatches from './swatches.styles.ts';

const chart = css`
  :host {
    container-type: inline-size;
    background: var(--_arc-color-background);
    --_arc-chart-height: var(--arc-interval-chart-height, clamp(220px, 40cqi, 360px));
  }

  .frame {
    display: flex;
    flex-direction: column;
    gap: calc(4 * var(--_arc-space));
  }

  /* Head */

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: calc(2 * var(--_arc-space)) calc(4 * var(--_arc-space));
  }

  .head__title {
    font-size: var(--_arc-text-l);
    font-weight: 650;
    line-height: 1.25;
  }

  .tabs {
    display: flex;
    gap: var(--_arc-space);
    overflow-x: auto;
    scrollbar-width: none;
    border-block-end: 1px solid var(--_arc-color-border);
  }

  .tab {
    padding: calc(1.5 * var(--_arc-space)) calc(2 * var(--_arc-space));
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
  }

  .tab[aria-selected="true"] {
    border-block-end-color: var(--_arc-color-accent);
    color: var(--_arc-color-text);
  }

  /* Numbers */

  .numbers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(8em, 100%), 1fr));
    column-gap: calc(5 * var(--_arc-space));
    margin-block-end: calc(-3 * var(--_arc-space));
  }

  /* Names, numbers and notes stand in rows, also where one of them needs two lines. */
  .number-cell {
    display: grid;
    grid-template-rows: subgrid;
    grid-row: span 3;
    padding-block-end: calc(3 * var(--_arc-space));
  }

  .number-cell dt {
    align-self: end;
    display: flex;
    align-items: center;
    gap: 0.45em;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .number-cell__value {
    font-size: var(--_arc-text-xl);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums;
  }

  /* A number with its unit reads from left to right in every language. */
  :host(:state(rtl)) .number-cell__value {
    direction: ltr;
    text-align: right;
  }

  .number-cell__value .unit {
    color: var(--_arc-color-muted);
    font-size: 0.5em;
    font-weight: 500;
    letter-spacing: 0;
  }

  .number-cell__note {
    min-block-size: 1.45em;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
    font-variant-numeric: tabular-nums;
  }

  /* Foot and states */

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_arc-space) calc(5 * var(--_arc-space));
    overflow-x: clip;
    color: var(--_arc-color-muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }

  .foot > * {
    position: relative;
  }

  /* In the gap before each: at the start of a line that is outside of the box, and clipped. */
  .foot > *:not(.chip, .chip + *)::before {
    content: "·";
    position: absolute;
    inset-inline-end: 100%;
    inline-size: calc(5 * var(--_arc-space));
    text-align: center;
  }

  .foot__gaps {
    color: var(--_arc-color-text);
  }

  .foot__gaps .swatch {
    margin-inline-end: 0.45em;
  }

  .zone-chip {
    font-size: inherit;
  }

  .skeleton--label {
    inline-size: 4.5em;
  }

  .skeleton--value {
    display: inline-block;
    inline-size: 3.5em;
    block-size: 0.8em;
  }

  .skeleton--controls {
    block-size: 36px;
  }

  .skeleton--plot {
    block-size: var(--_arc-chart-height);
  }

  .skeleton--legend {
    inline-size: 40%;
    block-size: 0.8em;
    margin-block: 0.33em;
  }

  @container (inline-size < 880px) {
    .skeleton--controls {
      block-size: 82px;
    }

    /* Two pickers tell by what is chosen in them what they are. */
    .picker:not(:only-of-type) .picker__label {
      font-size: 0;
    }
  }

  /* Not four and one. */
  @container (inline-size < 720px) {
    .numbers {
      grid-template-columns: 1fr 1fr 1fr;
    }
  }

  @container (inline-size < 560px) {
    .skeleton--controls {
      block-size: 128px;
    }

    .picker {
      flex: 1;
    }

    /* Two have a line each: what is chosen must not be cut. */
    .picker:not(:only-of-type) {
      flex: 1 0 100%;
    }

    .picker__box,
    .picker select {
      inline-size: 100%;
      text-overflow: ellipsis;
    }

    .picker__label {
      font-size: 0;
    }

    .foot {
      flex-direction: column;
      align-items: flex-start;
    }

    /* On lines of their own they are sentences. */
    .foot > *::first-letter {
      text-transform: uppercase;
    }

    .numbers {
      grid-template-columns: 1fr 1fr;
    }

    .number-cell__value {
      font-size: 1.4em;
    }

    .segments {
      display: flex;
      inline-size: 100%;
    }

    .segment {
      flex: auto;
      min-block-size: 36px;
      padding: 0;
    }

    .stepper {
      flex: 1 0 100%;
      justify-content: space-between;
    }

    .controls__end {
      flex: 1 0 100%;
      margin-inline-start: 0;
    }
  }

  @media (pointer: coarse) {
    .button--icon,
    .button--tool,
    .picker select {
      min-block-size: 44px;
    }

    .button--icon {
      min-inline-size: 44px;
    }
  }
`;

// The last one has the container and media queries, which have to win over what is before them.
export default [tokens, basics, controls, plot, swatches, chart];
