import { css } from 'lit';

/** The data table and its pager. */
export default css`
  .table-box {
    block-size: var(--_arc-chart-height);
    overflow: auto;
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius-inner);
    --_arc-table-shade: light-dark(rgb(0 0 0 / 14%), rgb(255 255 255 / 12%));
    /* A shade at each edge with more rows or columns, also without scroll bars. The first three
       layers move with the content and cover the shades at its ends. */
    background:
      linear-gradient(to right, var(--_arc-color-background) 50%, transparent) 0 0 / 32px 100% no-repeat local,
      linear-gradient(to left, var(--_arc-color-background) 50%, transparent) 100% 0 / 32px 100% no-repeat local,
      linear-gradient(to top, var(--_arc-color-background) 50%, transparent) 0 100% / 100% 32px no-repeat local,
      linear-gradient(to right, var(--_arc-table-shade), transparent) 0 0 / 8px 100% no-repeat,
      linear-gradient(to left, var(--_arc-table-shade), transparent) 100% 0 / 8px 100% no-repeat,
      linear-gradient(to top, var(--_arc-table-shade), transparent) 0 100% / 100% 12px no-repeat;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_arc-text-s);
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_arc-color-surface);
    color: var(--_arc-color-muted);
    font-weight: 600;
    box-shadow: inset 0 -1px var(--_arc-color-border);
  }

  /* The button fills the whole head. */
  thead th {
    padding: 0;
  }

  .sort {
    inline-size: 100%;
    padding: calc(1.25 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: inherit;
    cursor: pointer;
  }

  .sort:hover,
  [aria-sort] .sort {
    color: var(--_arc-color-text);
  }

  .sort:focus-visible {
    outline-offset: -2px;
  }

  [aria-sort] .sort::after {
    content: "";
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.45em;
    margin-inline-start: 0.4em;
    background: currentColor;
    clip-path: polygon(0 0, 100% 0, 50% 100%);
  }

  [aria-sort="ascending"] .sort::after {
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
  }

  th,
  td {
    padding: calc(1.25 * var(--_arc-space)) calc(3 * var(--_arc-space));
    text-align: start;
    font-weight: 400;
    white-space: nowrap;
  }

  /* Long heads take two lines, so that the last column stays visible. */
  thead th {
    vertical-align: bottom;
    white-space: normal;
  }

  tbody tr + tr {
    border-block-start: 1px solid color-mix(in srgb, var(--_arc-color-border) 60%, transparent);
  }

  /* Numbers read from left to right in every language, with their last digits aligned. */
  .cell-number {
    unicode-bidi: plaintext;
    text-align: right;
  }

  .cell-note {
    margin-inline-start: 0.75em;
    color: var(--_arc-color-warn);
    font-size: var(--_arc-text-xs);
  }

  .table-empty {
    padding: calc(4 * var(--_arc-space));
  }

  .pager [aria-disabled="true"] {
    opacity: 0.4;
    cursor: default;
  }

  .pager {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: var(--_arc-space);
    font-size: var(--_arc-text-s);
  }

  .stage ~ .table-box {
    block-size: auto;
    max-block-size: calc(1.5 * var(--_arc-chart-height));
  }

  /* Pages follow the direction of the language; the buttons for earlier and later times do not. */
  :host(:state(rtl)) .pager .icon {
    transform: scaleX(-1);
  }

  @container (inline-size < 880px) {
    td,
    tbody th,
    .sort {
      padding-inline: calc(2 * var(--_arc-space));
    }
  }

  @container (inline-size < 560px) {
    /* Heads of one word per line would be too high. */
    thead th + th {
      min-inline-size: 6.5em;
    }

    /* An interval on one line would leave no room for the values. */
    tbody th {
      min-inline-size: 10em;
      white-space: normal;
    }

    .table-box {
      block-size: calc(1.5 * var(--_arc-chart-height));
    }

    .cell-note {
      display: block;
      margin: 0;
      white-space: normal;
    }
  }

  @media print {
    .pager {
      display: none;
    }

    .table-box {
      block-size: auto;
      max-block-size: none !important;
      overflow: visible;
    }
  }
`;
