import { css } from 'lit';

export default css`
  /* A page that lays out the elements itself sets another display. */
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--arc-gap, 16px);
  }

  :host(:empty) {
    display: contents;
  }

  /* Outside of a session, the chart has a margin. */
  ::slotted(arc-interval-chart) {
    margin-block: 0;
  }

  :host([hidden]) {
    display: none;
  }

  :host([theme="light"]) {
    color-scheme: light;
  }

  :host([theme="dark"]) {
    color-scheme: dark;
  }

  :host([theme="system"]) {
    color-scheme: light dark;
  }
`;
