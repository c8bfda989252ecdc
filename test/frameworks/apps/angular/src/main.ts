import '@arc-elements/elements/define';
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

/** Angular types the events of a tag by `HTMLElementTagNameMap`, and checks no binding of a custom element. */
@Component({
  selector: 'usage-page',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <arc-session broker="http://127.0.0.1:4020" session-url="/arc/session" (arc-session-ready)="user.set('ready')">
      <output id="user">{{ user() }}</output>
      <output id="meter">{{ meterId() }}</output>
      <button id="clear" type="button" (click)="meterId.set(null)">Any meter</button>
      <arc-connection-status />
      <arc-meter-list [previews]="0" (arc-meter-select)="select($event.detail.meterId)" />
      <arc-interval-chart class="chart" [meterId]="meterId()" view="usage" range="month" />
    </arc-session>
  `,
})
class Usage {
  readonly user = signal('');
  readonly meterId = signal<string | null>(null);

  select(meterId: string): void {
    this.meterId.set(meterId);
  }
}

bootstrapApplication(Usage);
