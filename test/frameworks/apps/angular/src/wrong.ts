import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';

/** Read by the type check alone: the event has no such detail. */
@Component({
  selector: 'wrong-page',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<arc-meter-list (arc-meter-select)="write($event.detail.range)" />`,
})
export class Wrong {
  write(text: string): string {
    return text;
  }
}
