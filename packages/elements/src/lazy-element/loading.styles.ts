import { css } from 'lit';

export default css`
  /* About as much as most elements need at first, so that the page moves little. */
  .space {
    block-size: 10em;
  }

  :host(:is([for="arc-connect"], [for="arc-feature-gate"])) .space {
    block-size: 3em;
  }

  :host([for="arc-interval-chart"]) .space {
    block-size: 24em;
  }
`;

/** For an element whose own styles are not there yet. */
export const placeholder = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }
`;
