import { css } from 'lit';

export default css`
  .placeholder {
    min-block-size: var(--arc-feature-gate-min-height, 3em);
    block-size: 100%;
  }
`;
