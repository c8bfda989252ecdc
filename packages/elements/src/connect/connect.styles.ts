import { css } from 'lit';

export default css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }

  .open {
    min-block-size: 44px;
    padding-inline: calc(5 * var(--_arc-space));
    font-size: 1em;
  }

  :host([compact]) .open {
    min-block-size: 36px;
    padding-inline: calc(3.5 * var(--_arc-space));
    font-size: var(--_arc-text-s);
  }

  .hint {
    max-inline-size: 52ch;
    margin-block-start: calc(2.5 * var(--_arc-space));
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    text-wrap: pretty;
  }

  .outcome {
    display: flex;
    gap: calc(2 * var(--_arc-space));
    max-inline-size: 52ch;
    margin-block-start: calc(2.5 * var(--_arc-space));
    font-size: var(--_arc-text-s);
    color: var(--_arc-color-text);
  }

  .outcome .icon {
    color: var(--_arc-chip, var(--_arc-color-ok));
  }

  :host([compact]) .hint,
  .outcome:empty {
    display: none;
  }

  dialog {
    inline-size: min(440px, calc(100vw - 32px));
    block-size: min(680px, calc(100dvh - 32px));
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 1px solid var(--_arc-color-border);
    border-radius: calc(var(--_arc-radius) + 4px);
    background: var(--_arc-solid);
    color: var(--_arc-color-text);
    box-shadow:
      0 1px 2px rgb(0 0 0 / 0.08),
      0 24px 64px rgb(0 0 0 / 0.28);
    overflow: hidden;
    /* The page may disable or hide the element that the dialog is in. */
    pointer-events: auto;
    visibility: visible;
    --_arc-solid: var(--arc-connect-background, light-dark(#ffffff, #0f1419));
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    animation: arc-rise 160ms ease-out;
  }

  dialog::backdrop {
    background: rgb(10 14 20 / 0.5);
  }

  @keyframes arc-rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    padding-block: 12px;
    padding-inline: 20px 12px;
    border-block-end: 1px solid var(--_arc-color-border);
  }

  h2 {
    flex: 1;
    font-size: 1em;
    font-weight: 650;
  }

  .body {
    position: relative;
    display: grid;
    min-block-size: 0;
    overflow: auto;
  }

  .body > * {
    grid-area: 1 / 1;
  }

  iframe {
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    background: var(--_arc-solid);
  }

  iframe.is-waiting {
    visibility: hidden;
  }

  .placeholder {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 28px 24px;
  }

  .placeholder .skeleton:nth-child(1) {
    inline-size: 62%;
    block-size: 1.5em;
  }

  .placeholder .skeleton:nth-child(2) {
    inline-size: 88%;
  }

  .placeholder .skeleton:nth-child(n + 3) {
    block-size: 52px;
  }

  .silent {
    place-self: end stretch;
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin: 16px;
    padding: 16px;
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-solid);
    font-size: var(--_arc-text-s);
  }

  .silent p:first-child {
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  a.button {
    text-decoration: none;
  }

  @media (max-width: 520px) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      border: 0;
      border-radius: 0;
    }
  }
`;
