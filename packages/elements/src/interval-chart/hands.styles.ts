import { css } from 'lit';

/** What comes with pointer and keyboard: cursor, marked span, read-out, window of the overview, list of the menu. */
export default css`
  .menu {
    position: relative;
  }

  /* What is slotted into details inherits from the browser's own slot there, so box-sizing has to be said again. */
  .menu__list {
    box-sizing: border-box;
    position: absolute;
    z-index: 3;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    min-inline-size: 16em;
    padding: var(--_arc-space);
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-color-background);
    box-shadow: 0 6px 24px rgb(0 0 0 / 16%);
  }

  .menu__item {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_arc-space));
    inline-size: 100%;
    padding: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 0;
    border-radius: var(--_arc-radius-inner);
    background: none;
    font-size: var(--_arc-text-s);
    font-weight: 550;
    text-align: start;
    cursor: pointer;
  }

  .menu__item:hover {
    background: color-mix(in oklab, var(--_arc-color-text) 6%, var(--_arc-color-background));
  }

  .menu__item .icon {
    color: var(--_arc-color-muted);
  }

  .menu__hint {
    display: block;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
    font-weight: 400;
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
    font-size: 0.8125em;
    line-height: 1.4;
    pointer-events: none;
    box-shadow: 0 2px 10px rgb(0 0 0 / 12%);
  }

  /* Under the plot it has the whole width. */
  .readout--under {
    max-inline-size: 100cqi;
  }

  .readout__title {
    font-weight: 600;
  }

  /* Not a grid: laid out for every move of the pointer, it took a third longer. */
  .readout__row {
    display: flex;
    align-items: center;
    gap: 0.5em;
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
    unicode-bidi: plaintext;
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    text-align: end;
    white-space: nowrap;
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

  @container (inline-size < 560px) {
    /* The list is as wide as the row of controls. */
    .menu {
      position: static;
    }

    .controls__end {
      position: relative;
    }

    .menu__list {
      inset-inline: 0;
    }
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
