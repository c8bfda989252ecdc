import { css } from 'lit';

/** The picture, the place of the overview, and the key. */
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
    font-size: 0.8125em;
  }

  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    color: var(--_arc-color-muted);
  }
`;
