import { css } from 'lit';
import { states } from '../internal/base.styles.ts';

const holder = css`
  .holder {
    display: grid;
    align-content: center;
    min-block-size: calc(var(--_arc-chart-height) + 190px);
  }
`;

/** What is shown instead of a chart. */
export default [states, holder];
