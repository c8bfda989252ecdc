import { css } from 'lit';

/** The picture, its cursor and read-out, overview and key. */
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

  .stage ~ .table-box {
    block-size: auto;
    max-block-size: calc(1.5 * var(--_arc-chart-height));
  }

  .plot {
    position: relative;
    /* The cursor moves at the rate of the screen; what it changes must not lay out the page. */
    contain: layout style;
    /* The read-out may hang below it, over the overview. */
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

  /* Carries the palette to the canvas: see core/ink.ts. The transition tells of any change of it. */
  .plot .ink {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    font-size: 1em;
    line-height: 1rlh;
    line-height: 16px;
    forced-color-adjust: none;
    color: var(--_arc-color-text);
    background-color: var(--_arc-color-background);
    border: 0 solid;
    border-color: var(--_arc-color-import) var(--_arc-color-export) var(--_arc-color-muted) var(--_arc-color-border);
    outline-color: var(--_arc-color-line);
    text-decoration-color: var(--_arc-color-accent);
    column-rule-color: var(--_arc-color-surface);
    fill: color-mix(in srgb, var(--_arc-color-import) 45%, var(--_arc-color-background));
    stroke: color-mix(in srgb, var(--_arc-color-export) 45%, var(--_arc-color-background));
    flood-color: color-mix(in srgb, var(--_arc-color-text) 4%, var(--_arc-color-background));
    transition:
      color 1ms,
      background-color 1ms,
      border-color 1ms,
      outline-color 1ms,
      text-decoration-color 1ms,
      column-rule-color 1ms,
      fill 1ms,
      stroke 1ms,
      flood-color 1ms !important;
  }

  .cursor {
    position: absolute;
    inset: 0 auto auto 0;
    background: color-mix(in srgb, var(--_arc-color-text) 9%, transparent);
    outline: 1px solid color-mix(in srgb, var(--_arc-color-text) 55%, transparent);
    pointer-events: none;
  }

  .selection {
    position: absolute;
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
    font-size: 0.8125em;
    line-height: 1.4;
    pointer-events: none;
    box-shadow: 0 2px 10px rgb(0 0 0 / 12%);
  }

  .readout__title {
    font-weight: 600;
  }

  .readout__row {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 0.5em;
  }

  .readout__label {
    color: var(--_arc-color-muted);
  }

  .readout__value {
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    text-align: end;
    white-space: nowrap;
  }

  .readout__note {
    margin-block-start: 2px;
    color: var(--_arc-color-warn);
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

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1 * var(--_arc-space)) calc(4 * var(--_arc-space));
    font-size: 0.8125em;
  }

  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    color: var(--_arc-color-muted);
  }
`;
