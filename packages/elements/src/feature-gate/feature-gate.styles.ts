import { css } from 'lit';

export default css`
  /* Slotted content belongs to the page. */
  :host,
  :host(:state(rtl)) {
    direction: inherit;
  }

  .placeholder {
    min-block-size: var(--arc-feature-gate-min-height, 3em);
    block-size: 100%;
  }
`;
