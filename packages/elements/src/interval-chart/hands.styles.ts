import { css } from 'lit';

/** What comes with pointer and keyboard: cursor, marked span, read-out, window of the overview, list of the menu, signs of the views loaded later. */
export default css`
  /* What is slotted into details inherits from the browser's own slot there, so box-sizing has to be said again. */
  .menu__list {
    box-sizing: border-box;
    position: absolute;
    z-index: 3;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    min-inline-size: 16em;
    padding: calc(1 * var(--_arc-space));
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

  .readout__title {
    font-weight: 600;
  }

  /* Not a grid: laid out for every move of the pointer, it took a third longer. */
  .readout__row {
    display: flex;
    align-items: center;
    gap: 0.5em;
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

  .swatch[data-mark="scale"],
  .swatch[data-mark="diverging"] {
    inline-size: 4em;
    background: linear-gradient(to right in oklab, var(--_arc-color-background), var(--_arc-color-import));
    box-shadow: inset 0 0 0 1px var(--_arc-color-border);
  }

  /* The side of the export has the lines of the picture. */
  .swatch[data-mark="diverging"] {
    background:
      repeating-linear-gradient(45deg, transparent 0 3.25px, var(--_arc-color-background) 3.25px 4.25px) 0 0 / 50% 100% no-repeat,
      linear-gradient(
        to right in oklab,
        var(--_arc-color-export),
        color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background)),
        var(--_arc-color-import)
      );
  }

  /* The name beside it begins with the same end. */
  :host(:state(rtl)) .swatch[data-mark="scale"],
  :host(:state(rtl)) .swatch[data-mark="diverging"] {
    transform: scaleX(-1);
  }

  .swatch[data-mark="compare"],
  .swatch[data-mark="earlier"] {
    border: 1px solid var(--_arc-color-text);
    border-block-end: 0;
    border-radius: 0;
  }

  .swatch[data-mark="band"] {
    background: color-mix(in srgb, var(--_arc-color-import) 22%, var(--_arc-color-background));
  }

  .swatch[data-mark="dashed"] {
    inline-size: 1.4em;
    block-size: 2px;
    border-radius: 0;
    background: repeating-linear-gradient(to right, var(--_arc-color-text) 0 4px, transparent 4px 7px);
  }

  /* A shade at an edge behind which more tabs lie, also where scroll bars hide; the covers move with the tabs. */
  .tabs {
    background:
      linear-gradient(to right, var(--_arc-color-background) 50%, transparent) 0 0 / 32px 100% no-repeat local,
      linear-gradient(to left, var(--_arc-color-background) 50%, transparent) 100% 0 / 32px 100% no-repeat local,
      linear-gradient(to right, var(--_arc-color-border), transparent) 0 0 / 12px 100% no-repeat,
      linear-gradient(to left, var(--_arc-color-border), transparent) 100% 0 / 12px 100% no-repeat;
  }

  @container (inline-size < 560px) {
    .menu__list {
      inset-inline: 0;
    }
  }

  .frame.printing {
    color-scheme: light;
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  @media print {
    /* Of the controls the name of the range stays: axes have no year. */
    .segments,
    .controls__end,
    .stepper .button,
    .tabs,
    .overview,
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
  }
`;
