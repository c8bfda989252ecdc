import { css } from 'lit';

/** The picture with its legend, cursor, read-out and overview. */
export default css`
  /* Plot */

  .panel {
    display: flex;
    flex-direction: column;
    gap: calc(3 * var(--_arc-space));
    min-inline-size: 0;
  }

  .stage {
    position: relative;
  }

  .plot {
    position: relative;
    /* The cursor moves at the frame rate, and must not cause a layout of the page. */
    contain: layout style;
    /* The read-out may be below it, over the overview. */
    z-index: 1;
    block-size: var(--_arc-chart-height);
    border-radius: 4px;
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }

  .plot canvas {
    pointer-events: none;
    position: absolute;
    inset: 0;
    display: block;
    inline-size: 100%;
    block-size: 100%;
    forced-color-adjust: none;
  }

  /* Has the colours of the canvas: see draw/palette.ts. The transition reports every change of
     them. */
  .palette {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    font-size: 0.75em;
    line-height: 1.3333;
    forced-color-adjust: none;
    color: var(--_arc-color-text);
    background-color: var(--_arc-color-background);
    border: 0 solid;
    border-color: var(--_arc-color-import) var(--_arc-color-export) var(--_arc-color-muted) var(--_arc-color-border);
    outline-color: var(--_arc-color-line);
    fill: color-mix(in srgb, var(--_arc-color-import) 45%, var(--_arc-color-background));
    stroke: color-mix(in srgb, var(--_arc-color-export) 45%, var(--_arc-color-background));
    flood-color: color-mix(in srgb, var(--_arc-color-text) 4%, var(--_arc-color-background));
    transition:
      color 1ms,
      background-color 1ms,
      border-color 1ms,
      outline-color 1ms,
      fill 1ms,
      stroke 1ms,
      flood-color 1ms !important;
  }

  .nothing-here {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(2 * var(--_arc-space));
    pointer-events: none;
  }

  .nothing-here .button {
    pointer-events: auto;
  }

  .overview {
    position: relative;
    block-size: 44px;
    border-radius: 4px;
    background: var(--_arc-color-surface);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_arc-space) calc(4 * var(--_arc-space));
    font-size: var(--_arc-text-s);
  }

  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    color: var(--_arc-color-muted);
  }

  /* Cursor, selected span, read-out */

  .cursor {
    position: absolute;
    inset: 0 auto auto 0;
    background: color-mix(in srgb, var(--_arc-color-text) 9%, transparent);
    outline: 1px solid color-mix(in srgb, var(--_arc-color-text) 55%, transparent);
    pointer-events: none;
  }

  .selection {
    position: absolute;
    inset: 0 auto auto 0;
    background: color-mix(in srgb, var(--_arc-color-accent) 16%, transparent);
    border-inline: 1px solid var(--_arc-color-accent);
    pointer-events: none;
  }

  .readout {
    position: absolute;
    z-index: 1;
    max-inline-size: min(26em, 62cqi);
    padding: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius-inner);
    background: color-mix(in srgb, var(--_arc-color-background) 94%, transparent);
    font-size: var(--_arc-text-s);
    line-height: 1.4;
    pointer-events: none;
    box-shadow: 0 2px 10px rgb(0 0 0 / 12%);
  }

  /* Below the plot it has the whole width. */
  .readout--under {
    max-inline-size: 100%;
  }

  .readout__title {
    font-weight: 600;
  }

  /* Not a grid, whose layout for every move of the pointer is slower. */
  .readout__row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5em;
  }

  .swatch[data-mark="power"],
  .swatch:not([data-mark]) {
    visibility: hidden;
  }

  .readout__label {
    flex: 1;
    color: var(--_arc-color-muted);
  }

  .readout__value {
    margin-inline-start: auto;
    unicode-bidi: plaintext;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    text-align: end;
  }

  .readout__note {
    margin-block-start: 2px;
    color: var(--_arc-color-warn);
  }

  .plot[data-fixed] {
    touch-action: pan-y pinch-zoom;
  }

  .overview {
    overflow: hidden;
    touch-action: pan-y;
    cursor: pointer;
  }

  .overview canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    forced-color-adjust: none;
    pointer-events: none;
  }

  .overview__window {
    position: absolute;
    inset-block: 0;
    min-inline-size: 3px;
    border-radius: 4px;
    box-shadow:
      inset 0 0 0 1.5px var(--_arc-color-accent),
      0 0 0 9999px color-mix(in srgb, var(--_arc-color-background) 72%, transparent);
    cursor: grab;
  }

  .overview__window::before,
  .overview__window::after {
    content: "";
    position: absolute;
    inset-block: 12px;
    inline-size: 5px;
    border-radius: 3px;
    background: var(--_arc-color-accent);
    cursor: ew-resize;
  }

  .overview__window::before {
    left: -1px;
  }

  .overview__window::after {
    right: -1px;
  }

  @media print {
    .readout,
    .cursor {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .cursor {
      outline: 1px solid Highlight;
    }

    .overview__window {
      border: 2px solid Highlight;
    }

    .overview__window::before,
    .overview__window::after {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
