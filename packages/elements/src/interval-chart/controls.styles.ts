import { css } from 'lit';

/** Range presets, pickers, and the button of the menu. */
export default css`
  /* Controls */

  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space)) calc(4 * var(--_arc-space));
  }

  .controls__end,
  .controls__buttons {
    display: flex;
    gap: calc(2 * var(--_arc-space));
  }

  .controls__end {
    flex-wrap: wrap;
    margin-inline-start: auto;
  }

  .segments {
    display: inline-flex;
    padding: 2px;
    border-radius: calc(var(--_arc-radius-inner) + 2px);
    background: color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background));
  }

  .segment {
    min-block-size: 32px;
    padding: 0 calc(3 * var(--_arc-space));
    border: 1px solid transparent;
    border-radius: var(--_arc-radius-inner);
    background: none;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    font-weight: 550;
    cursor: pointer;
  }

  .segment[aria-pressed="true"] {
    border-color: var(--_arc-color-border);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  .stepper {
    display: flex;
    align-items: center;
    gap: var(--_arc-space);
  }

  .stepper__span {
    font-size: var(--_arc-text-s);
    font-weight: 550;
    text-align: center;
  }

  .picker {
    display: inline-flex;
    align-items: center;
    font-size: var(--_arc-text-s);
  }

  /* Without a size where there is no room: its name then has no gap either, and is still heard. */
  .picker__label {
    margin-inline-end: 0.6em;
  }

  .picker__box {
    position: relative;
    display: inline-flex;
    align-items: center;
  }

  .picker__box .icon {
    position: absolute;
    inset-inline-end: 0.5em;
    inline-size: 1em;
    block-size: 1em;
    color: var(--_arc-color-muted);
    pointer-events: none;
  }

  .picker select {
    appearance: none;
    field-sizing: content;
    min-block-size: 36px;
    padding-inline: calc(3 * var(--_arc-space)) 2em;
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
    cursor: pointer;
  }

  /* Menu */

  /* What is slotted into details inherits from the browser's own slot there, so box-sizing has to be said again. */
  .menu summary {
    box-sizing: border-box;
    list-style: none;
  }

  .menu summary::-webkit-details-marker {
    display: none;
  }
`;
