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

/** Styles of an element while its class, and with it its own styles, is loading. */
export const placeholder = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }
`;
