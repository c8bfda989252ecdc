import { css } from 'lit';
import { basics } from '../../internal/base.styles.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import controls from './controls.styles.ts';
import plot from './plot.styles.ts';
import symbols from './symbols.styles.ts';

/** Frame, numbers and foot. On a narrow screen, the picture is above its controls. */
const chart = css`
  :host {
    /* Without a minimum, the element would shrink to nothing in a narrow row. */
    min-inline-size: min(15em, 100%);
    max-inline-size: 100%;
    margin-block: var(--arc-gap, 16px);
  }

  /* Not on the host, because a page that resets every element would remove its container. */
  .place {
    container-type: inline-size;
    /* A size container has no width from its content: this is its width beside other elements. */
    contain-intrinsic-inline-size: min(22em, 100vw - 64px);
    flex: 1;
    writing-mode: horizontal-tb;
    break-inside: avoid;
  }

  .frame {
    --_arc-chart-height: var(--arc-interval-chart-height, clamp(240px, 46svh, 420px));
    padding: var(--arc-padding, calc(4 * var(--_arc-space)));
    border: var(--arc-border-width, 1px) solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
    /* With letters of twice the size, a long word has no room. */
    overflow-wrap: break-word;
  }

  /* Not a flex box: Chromium 150 crashes where one with a reading flow is broken over columns. */
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(3 * var(--_arc-space));
    reading-flow: grid-order;
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
    max-inline-size: 100%;
    margin-inline-end: auto;
  }

  .names > * {
    max-inline-size: 100%;
  }

  .names__title {
    font-size: var(--_arc-text-l);
    font-weight: 600;
    line-height: 1.25;
  }

  .names__meter {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_arc-space) max(2 * var(--_arc-space), 0.5em);
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
    font-size: 0.857em;
    font-weight: 400;
  }

  /* On a narrow screen, the foot has the missing time and the legend has the symbols. */
  .total__note,
  .total .swatch,
  .total[data-name="coverage"] {
    display: none;
  }

  /* Foot */

  .foot {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: var(--_arc-space) calc(5 * var(--_arc-space));
    overflow-x: clip;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
  }

  .foot > * {
    position: relative;
    max-inline-size: 100%;
  }

  /* On separate lines they are sentences. */
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
    block-size: 0.75em;
    margin-block: 0.3em;
  }

  @container (inline-size >= 560px) {
    .foot {
      flex-flow: row wrap;
      align-items: center;
    }

    .foot > *::first-letter {
      text-transform: none;
    }

    /* In the gap before each item; at the start of a line, it is outside of the box and clipped. */
    .foot > *:not(.chip, .chip + *)::before {
      content: "·";
      position: absolute;
      inset-inline-end: 100%;
      inline-size: calc(5 * var(--_arc-space));
      text-align: center;
    }

    .skeleton--controls {
      block-size: 84px;
    }
  }

  @container (inline-size >= 720px) {
    .frame {
      --_arc-chart-height: var(--arc-interval-chart-height, clamp(240px, 36cqi, 380px));
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
      font-size: var(--_arc-text-l);
      line-height: 1.25;
    }

    .total__unit {
      font-size: 0.7em;
    }

    .total__note {
      display: block;
      min-block-size: 1.45em;
      color: var(--_arc-color-muted);
      font-size: var(--_arc-text-xs);
    }
  }

  @container (inline-size >= 1000px) {
    .skeleton--controls {
      block-size: 42px;
    }
  }

  .frame.printing {
    color-scheme: light;
  }
`;

export default [tokens, basics, plot, symbols, chart, controls];
