import { css } from 'lit';

export default css`
  /* The height of most elements, so that the page moves little. */
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

/** Styles of an element until its class, which has the element's own styles, is loaded. */
export const placeholder = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }
`;
