import { html, LitElement } from 'lit';

/** A partner's element with our elements in its shadow root. */
export class PortalPage extends LitElement {
  static override properties = { meter: {} };
  /** Number of the meter, given by its attribute. */
  declare meter: string;

  protected override render() {
    return html`<arc-meter-list .previews=${1} meter-id=${this.meter}></arc-meter-list>`;
  }
}

customElements.define('portal-page', PortalPage);
