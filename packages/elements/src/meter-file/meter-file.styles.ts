import { css } from 'lit';
import { states } from '../internal/base.styles.ts';

const file = css`
  [data-file]:focus {
    outline: none;
  }

  [data-file] > :is([role="alert"], [role="status"]):not(p) {
    display: grid;
    justify-items: center;
    gap: calc(2 * var(--_arc-space));
  }

  .file-progress {
    display: grid;
    justify-items: center;
    gap: calc(4 * var(--_arc-space));
    padding: calc(8 * var(--_arc-space)) calc(4 * var(--_arc-space));
    text-align: center;
    overflow-wrap: anywhere;
  }

  .file-bar {
    position: relative;
    inline-size: min(240px, 100%);
    block-size: 4px;
    border-radius: 2px;
    background: var(--_arc-color-border);
    overflow: hidden;
  }

  .file-bar::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 40%;
    border-radius: inherit;
    background: var(--_arc-color-accent);
    animation: arc-file-bar 1.2s ease-in-out infinite alternate;
  }

  @keyframes arc-file-bar {
    to {
      inset-inline-start: 60%;
    }
  }

  .file-form {
    display: grid;
    gap: calc(5 * var(--_arc-space));
    inline-size: min(560px, 100%);
    margin-inline: auto;
    padding-block: calc(4 * var(--_arc-space));
    overflow-wrap: anywhere;
  }

  .file-form__title {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    font-size: 1em;
    font-weight: 650;
  }

  .file-form__title .icon {
    color: var(--_arc-color-accent);
  }

  .file-form__actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_arc-space));
  }

  .file-question {
    display: grid;
    gap: calc(2 * var(--_arc-space));
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .file-question legend {
    padding: 0;
    font-weight: 600;
  }

  .file-choice {
    display: flex;
    align-items: start;
    gap: calc(2.5 * var(--_arc-space));
    min-block-size: 40px;
    padding: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    font-size: var(--_arc-text-s);
    cursor: pointer;
  }

  .file-choice:has(:checked) {
    border-color: var(--_arc-color-accent);
    background: color-mix(in oklab, var(--_arc-color-accent) 8%, var(--_arc-color-background));
  }

  .file-choice input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0.1em 0 0;
    accent-color: var(--_arc-color-accent);
  }

  .file-choice__sample {
    display: block;
    color: var(--_arc-color-muted);
    font-variant-numeric: tabular-nums;
  }

  .file-zone {
    display: grid;
    gap: var(--_arc-space);
  }

  .file-zone input {
    inline-size: 100%;
    min-block-size: 40px;
    padding: calc(1.5 * var(--_arc-space)) calc(2.5 * var(--_arc-space));
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
  }

  .file-zone input[aria-invalid="true"] {
    border: 2px solid var(--_arc-color-bad);
  }

  .file-wrong {
    display: flex;
    gap: 0.35em;
    color: var(--_arc-color-bad);
    font-size: var(--_arc-text-s);
  }

  .file-wrong .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    margin-block-start: 0.15em;
  }

  .file-reason {
    max-inline-size: 60ch;
    font-size: var(--_arc-text-s);
    overflow-wrap: anywhere;
  }

  :is(.file-reason, .file-below) summary {
    min-block-size: 24px;
    color: var(--_arc-color-muted);
    cursor: pointer;
  }

  .file-reason code,
  .file-wrong code {
    font-size: 0.9375em;
  }

  .file-below {
    display: grid;
    gap: var(--_arc-space);
    padding-block-start: calc(3 * var(--_arc-space));
    border-block-start: 1px solid var(--_arc-color-border);
    font-size: 0.8125em;
    overflow-wrap: anywhere;
  }

  .file-below__name {
    color: var(--_arc-color-muted);
  }

  .file-below__choices {
    display: grid;
  }

  .file-below__change {
    min-block-size: 28px;
    padding: 0 calc(1.5 * var(--_arc-space));
    font-size: inherit;
  }

  .file-notes {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: var(--_arc-space) calc(2 * var(--_arc-space));
    padding-block: calc(2 * var(--_arc-space));
  }

  .file-notes li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: span 2;
  }

  .file-notes__count {
    color: var(--_arc-color-muted);
    text-align: end;
  }

  .file-notes__example {
    display: block;
  }

  @media (forced-colors: active) {
    .file-bar {
      border: 1px solid CanvasText;
    }

    .file-bar::before {
      background: Highlight;
      forced-color-adjust: none;
    }

    .file-choice:has(:checked) {
      border-color: Highlight;
    }
  }
`;

/** Styles of progress, questions, errors and summary of a file. */
export default [states, file];
