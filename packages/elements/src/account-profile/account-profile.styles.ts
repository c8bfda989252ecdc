import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size !important;
    contain-intrinsic-inline-size: 22em !important;
  }

  .stack {
    display: grid;
    gap: calc(4 * var(--_arc-space));
    max-inline-size: 560px;
  }

  .card {
    display: grid;
    gap: calc(4 * var(--_arc-space));
    padding: calc(5 * var(--_arc-space));
  }

  h2 {
    font-size: 1em;
    font-weight: 650;
  }

  form {
    display: grid;
    gap: calc(4 * var(--_arc-space));
  }

  .field {
    display: grid;
    gap: calc(1 * var(--_arc-space));
    min-inline-size: 0;
  }

  label,
  legend {
    padding: 0;
    font-size: var(--_arc-text-s);
    font-weight: 550;
  }

  label .muted {
    font-weight: 400;
  }

  input:not([type="radio"]) {
    inline-size: 100%;
    min-block-size: 40px;
    padding: calc(1.5 * var(--_arc-space)) calc(2.5 * var(--_arc-space));
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
  }

  input[aria-invalid="true"] {
    border-color: var(--_arc-color-bad);
    border-width: 2px;
  }

  legend {
    margin-block-end: calc(1 * var(--_arc-space));
  }

  .with-unit .muted {
    white-space: nowrap;
  }

  .with-unit {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
  }

  .help {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .wrong {
    display: flex;
    gap: 0.35em;
    color: var(--_arc-color-bad);
    font-size: var(--_arc-text-s);
  }

  .wrong .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    margin-block-start: 0.15em;
  }

  .town {
    display: grid;
    align-items: start;
    gap: calc(4 * var(--_arc-space));
  }

  fieldset {
    display: grid;
    gap: calc(1 * var(--_arc-space));
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_arc-space));
  }

  .choice {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    min-block-size: 40px;
    padding: calc(1.5 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    font-weight: 400;
    cursor: pointer;
  }

  .choice:has(:checked) {
    border-color: var(--_arc-color-accent);
    background: color-mix(in oklab, var(--_arc-color-accent) 8%, var(--_arc-color-background));
  }

  .choice--wide {
    flex: 1 1 100%;
  }

  input[type="radio"] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_arc-color-accent);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
  }

  .saved {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    color: var(--_arc-color-ok);
    font-size: var(--_arc-text-s);
    font-weight: 550;
  }

  .tariff {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: calc(2 * var(--_arc-space)) calc(4 * var(--_arc-space));
  }

  .tariff__name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .facts {
    display: grid;
    gap: calc(3 * var(--_arc-space));
  }

  .facts dt {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .facts dd {
    overflow-wrap: anywhere;
  }

  .placeholder {
    display: grid;
    gap: calc(4 * var(--_arc-space));
    min-block-size: 420px;
    align-content: space-between;
    padding: calc(5 * var(--_arc-space));
  }

  .placeholder .skeleton {
    block-size: 40px;
  }

  .placeholder .skeleton:first-child {
    inline-size: 40%;
    block-size: 1.2em;
  }

  @container (min-width: 440px) {
    .town {
      grid-template-columns: 2fr 1fr 1fr;
    }
  }
`;
