import { css } from 'lit';

export default css`
  .card {
    display: grid;
    gap: calc(3 * var(--_arc-space));
    padding: calc(4 * var(--_arc-space));
    font-size: var(--_arc-text-s);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--_arc-space));
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
  }

  /* Without text, it takes no space, so that the buttons align with the title. */
  .actions span:empty {
    margin-inline-end: calc(-2 * var(--_arc-space));
  }

  h2 {
    font-size: 1.15em;
    font-weight: 650;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1 * var(--_arc-space)) calc(5 * var(--_arc-space));
    color: var(--_arc-color-muted);
  }

  .facts div {
    display: flex;
    gap: 0.5em;
  }

  .facts dd {
    color: var(--_arc-color-text);
    font-weight: 550;
  }

  .finding {
    display: grid;
    gap: calc(1 * var(--_arc-space));
    padding-block: calc(3 * var(--_arc-space));
    border-block-start: 1px solid var(--_arc-color-border);
  }

  .finding:last-child {
    padding-block-end: 0;
  }

  .finding__head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    font-weight: 600;
  }

  h3 {
    font: inherit;
  }

  code {
    color: var(--_arc-color-muted);
    font-family: ui-monospace, "Cascadia Mono", Menlo, monospace;
    font-size: 0.95em;
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .finding dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: calc(1 * var(--_arc-space)) calc(3 * var(--_arc-space));
  }

  dt {
    color: var(--_arc-color-muted);
  }

  .well {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    color: var(--_arc-color-ok);
    font-weight: 550;
  }
`;
