import { css } from 'lit';

/** Tabs, ranges and options: below the picture on a narrow screen, above it on a wide one. */
export default css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    reading-flow: flex-visual;
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
    font-weight: 600;
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
    font-weight: 600;
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

  /* Content of details inherits from a slot of the browser, so box-sizing has to be repeated. */
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

  .options__panel,
  .picker,
  .picker__box {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .options__panel {
    gap: calc(3 * var(--_arc-space));
    padding-block-start: calc(3 * var(--_arc-space));
  }

  .picker {
    gap: var(--_arc-space);
    font-size: var(--_arc-text-s);
  }

  .picker__box {
    position: relative;
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
    white-space: normal;
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
    font-weight: 600;
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

  @container (inline-size >= 560px) {
    .segments,
    .tabs {
      flex: none;
      max-inline-size: 100%;
    }

    .tabs {
      order: 0;
    }

    .segment {
      padding-inline: calc(2 * var(--_arc-space));
    }

    .stepper {
      flex: none;
    }
  }

  @container (inline-size >= 720px) {
    .options {
      position: relative;
      inline-size: auto;
      order: 0;
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

    .stepper .button--icon,
    .options summary {
      min-block-size: 36px;
    }
  }

  @container (inline-size >= 1000px) {
    .stepper {
      margin-inline-start: auto;
    }
  }

  @media print {
    /* The label of the range stays, because axes may have no year. */
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
