import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { timing } from '../internal/timing.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { ClockController } from './clock-controller.ts';

class ClockHost extends LitElement {
  renders = 0;

  constructor() {
    super();
    new ClockController(this);
  }

  protected override render() {
    this.renders += 1;
    return '';
  }
}
customElements.define('test-clock-host', ClockHost);

describe('ClockController', () => {
  const { tick } = timing;
  before(() => {
    timing.tick = 5;
  });
  after(() => {
    timing.tick = tick;
  });

  it('renders its host again and again, but not in a document that is hidden', async () => {
    const [shown, hidden] = [new ClockHost(), new ClockHost()];
    const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
    Object.defineProperty(frame.contentDocument, 'hidden', { value: true });
    frame.contentDocument?.body.append(hidden);
    frame.after(shown);
    await hidden.updateComplete;
    const { renders } = hidden;
    await waitUntil(() => shown.renders > 3);
    expect(hidden.renders).to.equal(renders);
    shown.remove();
    hidden.remove();
  });
});
