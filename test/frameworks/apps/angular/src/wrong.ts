import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';

/** Only type-checked: must not compile, because the event's detail has no `range`. */
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
