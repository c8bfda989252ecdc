import { css } from 'lit';

export default css`
  :host {
    container-type: inline-size !important;
    contain-intrinsic-inline-size: 22em !important;
  }

  .frame {
    overflow: clip;
  }

  .note {
    margin-block-end: calc(3 * var(--_arc-space));
  }

  .pick {
    display: none;
    padding: calc(3 * var(--_arc-space)) calc(4 * var(--_arc-space));
    border-block-end: 1px solid var(--_arc-color-border);
  }

  label {
    display: grid;
    gap: calc(1 * var(--_arc-space));
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  select,
  input {
    inline-size: 100%;
    min-block-size: 40px;
    padding: calc(1.5 * var(--_arc-space)) calc(2.5 * var(--_arc-space));
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    font-size: var(--_arc-text-s);
  }

  th,
  td {
    padding: calc(2.5 * var(--_arc-space)) calc(4 * var(--_arc-space));
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
  }

  thead th,
  thead td {
    padding-block: calc(4 * var(--_arc-space));
    border-block-end: 1px solid var(--_arc-color-border);
    background: var(--_arc-color-surface);
  }

  .features {
    inline-size: 32%;
  }

  tbody tr + tr > * {
    border-block-start: 1px solid var(--_arc-color-border);
  }

  tbody + tbody .group {
    border-block-start: 1px solid var(--_arc-color-border);
  }

  .group {
    padding-block: calc(3.5 * var(--_arc-space)) calc(1 * var(--_arc-space));
    color: var(--_arc-color-muted);
    font-size: 0.86em;
    font-weight: 600;
  }

  tbody tr.first > * {
    border-block-start: 0;
  }

  .name {
    display: flex;
    align-items: center;
    gap: calc(1 * var(--_arc-space));
    font-weight: 550;
    overflow-wrap: anywhere;
  }

  .about {
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    margin-block: -4px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
    color: var(--_arc-color-muted);
    cursor: pointer;
  }

  .about .icon,
  .eye .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  .about:hover,
  .eye:hover {
    color: var(--_arc-color-text);
  }

  .why {
    margin-block-start: calc(1 * var(--_arc-space));
    color: var(--_arc-color-muted);
    font-size: 0.93em;
    text-wrap: pretty;
  }

  .word {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: var(--_arc-chip, var(--_arc-color-muted));
    font-weight: 550;
    hyphens: auto;
    overflow-wrap: anywhere;
  }

  .word .icon {
    flex: none;
  }

  .address {
    font-weight: 650;
    font-size: 1.05em;
    overflow-wrap: anywhere;
  }

  .facts {
    display: grid;
    gap: calc(1 * var(--_arc-space));
    margin-block-start: calc(1 * var(--_arc-space));
    color: var(--_arc-color-muted);
  }

  .facts .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(1 * var(--_arc-space)) calc(3 * var(--_arc-space));
  }

  .facts .chips {
    margin-block-start: calc(1 * var(--_arc-space));
    column-gap: calc(2 * var(--_arc-space));
  }

  /* Each item has a dot before it. That of the first item in a line is outside of the box. */
  .facts .dotted {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1 * var(--_arc-space)) 0.9em;
    /* Room for the focus ring of the button at the end. */
    margin-inline-end: -4px;
    padding-inline-end: 4px;
    overflow-x: clip;
  }

  .dotted > * {
    position: relative;
    margin-inline-start: -0.9em;
    padding-inline-start: 0.9em;
  }

  .dotted > ::before {
    content: "·" / "";
    position: absolute;
    inset-inline-start: 0;
    inline-size: 0.9em;
    text-align: center;
  }

  .service {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
  }

  .service .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  .pair {
    display: inline-flex;
    align-items: center;
    gap: 0.25em;
    max-inline-size: 100%;
    vertical-align: bottom;
  }

  .number {
    overflow-wrap: anywhere;
  }

  .eye {
    display: inline-grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    margin: -4px 0;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
    color: inherit;
    cursor: pointer;
    vertical-align: middle;
  }

  .layout--list {
    display: grid;
  }

  .layout--list .pick {
    display: block;
  }

  .list {
    display: none;
  }

  .placeholder {
    display: grid;
    gap: calc(5 * var(--_arc-space));
    min-block-size: 530px;
    align-content: space-between;
    padding: calc(4 * var(--_arc-space));
  }

  .placeholder .skeleton:nth-child(odd) {
    inline-size: 45%;
  }

  .placeholder .skeleton:first-child {
    block-size: 104px;
    inline-size: 100%;
  }

  /* Shows one account at a time if there is no room for columns. */
  @container (max-width: 599px) {
    .pick {
      display: block;
    }

    .other {
      display: none;
    }

    .features {
      inline-size: 46%;
    }

    thead td {
      display: none;
    }

    thead tr {
      display: block;
    }

    thead,
    thead th {
      display: block;
    }

    table,
    tbody {
      display: block;
    }

    tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
    }

    tbody tr > * {
      inline-size: auto;
    }

    /* The cell beside it has a padding, and long names need the room. */
    tbody th {
      padding-inline-end: 0;
    }

    .why {
      max-inline-size: 40ch;
    }

    tr.open {
      grid-template-columns: 1fr;
    }

    tr.open td {
      border-block-start: 0;
      padding-block-start: 0;
    }
  }

  @container (min-width: 600px) {
    .layout--list {
      grid-template-columns: minmax(180px, 30%) minmax(0, 1fr);
    }

    .layout--list .pick {
      display: none;
    }

    /* A third of the width beside the list is too narrow for "Hosted payments". */
    .layout--list .features {
      inline-size: 46%;
    }

    .list {
      display: flex;
      flex-direction: column;
      gap: calc(2 * var(--_arc-space));
      min-inline-size: 0;
      padding: calc(3 * var(--_arc-space));
      border-inline-end: 1px solid var(--_arc-color-border);
      background: var(--_arc-color-surface);
    }

    .list ul {
      display: grid;
      align-content: start;
      gap: 2px;
      max-block-size: 460px;
      overflow: auto;
      padding: 2px;
    }

    .choice {
      display: block;
      inline-size: 100%;
      min-block-size: 44px;
      padding: calc(1.5 * var(--_arc-space)) calc(2.5 * var(--_arc-space));
      border: 0;
      border-inline-start: 3px solid transparent;
      border-radius: var(--_arc-radius-inner);
      background: transparent;
      font-size: var(--_arc-text-s);
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }

    .choice:hover {
      background: color-mix(in oklab, var(--_arc-color-text) 6%, transparent);
    }

    .choice[aria-current] {
      border-inline-start-color: var(--_arc-color-accent);
      background: var(--_arc-color-background);
      font-weight: 600;
    }

    .choice .muted {
      display: block;
      font-weight: 400;
    }
  }
`;
