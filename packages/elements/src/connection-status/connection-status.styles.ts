import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size !important;
    contain-intrinsic-inline-size: 22em !important;
  }

  .list {
    display: grid;
    gap: calc(3 * var(--_arc-space));
  }

  .list:focus-visible {
    outline-offset: 4px;
    border-radius: var(--_arc-radius);
  }

  .card {
    display: grid;
    gap: calc(4 * var(--_arc-space));
    padding: calc(4 * var(--_arc-space));
  }

  .note + .list,
  .list + .note {
    margin-block-start: calc(3 * var(--_arc-space));
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(1 * var(--_arc-space)) calc(3 * var(--_arc-space));
  }

  .who {
    flex: 1 1 16ch;
    min-inline-size: 0;
  }

  h2 {
    font-size: 1em;
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .login {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    overflow-wrap: anywhere;
  }

  .steps {
    display: grid;
  }

  .step {
    position: relative;
    display: grid;
    grid-template-columns: 24px 1fr;
    column-gap: calc(3 * var(--_arc-space));
    padding-block-end: calc(3 * var(--_arc-space));
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .step:last-child {
    padding-block-end: 0;
  }

  .step::before {
    content: "";
    position: absolute;
    inset-block: 26px -2px;
    inset-inline-start: 11px;
    inline-size: 2px;
    background: var(--_arc-color-border);
  }

  .step:last-child::before {
    display: none;
  }

  .step--done::before {
    background: var(--_arc-color-ok);
  }

  .dot {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    border: 2px solid var(--_arc-color-line);
    border-radius: 50%;
    background: var(--_arc-color-background);
    color: var(--_arc-color-muted);
  }

  .dot .icon {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 2.5;
  }

  .step--done .dot {
    border-color: var(--_arc-color-ok);
    background: var(--_arc-color-ok);
    color: var(--_arc-color-background);
  }

  .step--current .dot {
    border-color: var(--_arc-color-accent);
    box-shadow: 0 0 0 4px color-mix(in oklab, var(--_arc-color-accent) 18%, transparent);
  }

  .step--current .dot::after {
    content: "";
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_arc-color-accent);
  }

  .step--problem .dot {
    border-color: var(--_arc-color-bad);
    color: var(--_arc-color-bad);
  }

  .step--waiting .dot {
    border-color: var(--_arc-color-border);
  }

  .label {
    display: block;
    padding-block-start: 2px;
  }

  .step--done .label,
  .step--current .label,
  .step--problem .label {
    color: var(--_arc-color-text);
  }

  .step--current .label,
  .step--problem .label {
    font-weight: 600;
  }

  .aside {
    display: block;
    color: var(--_arc-color-muted);
    font-size: 0.9em;
  }

  .sentence {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    text-wrap: pretty;
  }

  .note {
    align-items: center;
  }

  .placeholder {
    display: grid;
    gap: calc(4 * var(--_arc-space));
    align-content: space-between;
    min-block-size: 332px;
  }

  .placeholder .skeleton:nth-child(1) {
    inline-size: 40%;
    block-size: 1.4em;
  }

  .placeholder .skeleton:nth-child(2) {
    block-size: 180px;
  }

  .placeholder .skeleton:nth-child(3) {
    inline-size: 75%;
  }

  @container (min-width: 30em) {
    .placeholder {
      min-block-size: 198px;
    }

    .placeholder .skeleton:nth-child(2) {
      block-size: 56px;
    }

    .steps {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }

    .step {
      grid-template-columns: 1fr;
      align-content: start;
      row-gap: calc(1.5 * var(--_arc-space));
      padding-block-end: 0;
      padding-inline-end: calc(3 * var(--_arc-space));
    }

    .step::before {
      inset-block: 11px auto;
      inset-inline: 30px 6px;
      inline-size: auto;
      block-size: 2px;
    }

    .label {
      padding-block-start: 0;
    }
  }

  @media (forced-colors: active) {
    .step--done .dot {
      forced-color-adjust: none;
      background: CanvasText;
      color: Canvas;
    }

    .step::before,
    .step--current .dot::after {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
