import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size !important;
    contain-intrinsic-inline-size: 22em !important;
  }

  .groups {
    display: grid;
    gap: calc(3 * var(--_arc-space));
  }

  .note {
    margin-block-end: calc(3 * var(--_arc-space));
  }

  .card {
    overflow: clip;
  }

  .group {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(3 * var(--_arc-space));
    padding: calc(3 * var(--_arc-space)) calc(4 * var(--_arc-space));
    border-block-end: 1px solid var(--_arc-color-border);
    background: var(--_arc-color-surface);
    font-size: var(--_arc-text-s);
  }

  h2 {
    font-size: 1em;
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .row {
    position: relative;
    display: grid;
    grid-template-columns: 36px minmax(0, 1fr);
    align-items: center;
    gap: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    padding: calc(3.5 * var(--_arc-space)) calc(4 * var(--_arc-space));
  }

  .row + .row {
    border-block-start: 1px solid var(--_arc-color-border);
  }

  .row--selected::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_arc-color-accent);
  }

  .service {
    display: grid;
    place-items: center;
    align-self: start;
    inline-size: 36px;
    block-size: 36px;
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-surface);
    color: var(--_arc-color-muted);
  }

  .row[data-status="INTERVALS_SUCCESS"] .service {
    background: color-mix(in oklab, var(--_arc-color-import) 12%, var(--_arc-color-background));
    color: var(--_arc-color-import);
  }

  .title {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  .kind {
    color: var(--_arc-color-muted);
    font-weight: 400;
  }

  .line {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    text-wrap: pretty;
  }

  .day-wait {
    display: inline-block;
    inline-size: 3.5em;
    vertical-align: text-bottom;
  }

  .preview-box {
    grid-column: 2;
    block-size: 33px;
    max-inline-size: 260px;
  }

  .preview {
    display: block;
    inline-size: 100%;
    block-size: 33px;
  }

  .preview-wait {
    block-size: 100%;
  }

  .preview .import {
    fill: var(--_arc-color-import);
    opacity: 0.75;
  }

  .preview .export {
    fill: var(--_arc-color-export);
    opacity: 0.75;
  }

  .preview .missing {
    fill: var(--_arc-color-line);
  }

  .action {
    grid-column: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
  }

  .action:not(:has(> *)) {
    display: none;
  }

  .action .button[aria-current] {
    border-color: var(--_arc-color-accent);
    background: color-mix(in oklab, var(--_arc-color-accent) 12%, var(--_arc-color-background));
    color: var(--_arc-color-accent);
  }

  .more {
    justify-self: start;
  }

  .placeholder {
    display: grid;
    min-block-size: 220px;
    align-content: space-between;
    gap: calc(4 * var(--_arc-space));
    padding: calc(4 * var(--_arc-space));
  }

  .placeholder .skeleton:nth-child(1) {
    inline-size: 50%;
  }

  .placeholder .skeleton:nth-child(2) {
    block-size: 120px;
  }

  @container (min-width: 620px) {
    .placeholder {
      min-block-size: 120px;
    }

    .placeholder .skeleton:nth-child(2) {
      block-size: 44px;
    }

    .row {
      grid-template-columns: 36px minmax(0, 1fr) auto auto;
    }

    .row > .service {
      align-self: center;
    }

    .preview-box {
      grid-column: 3;
      inline-size: 170px;
    }

    .action {
      grid-column: 4;
      justify-content: end;
      min-inline-size: 148px;
    }

    /* In a row without a button, the preview is at the edge. */
    .row:not(:has(.action > *)) .preview-box {
      grid-column: 3 / 5;
    }
  }

  @media (forced-colors: active) {
    .row--selected::before {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
