import { css } from 'lit';

export default css`
  :host {
    display: contents;
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
