// A module of its own, which is loaded after what a page shows first.
import { EventFeed, type EventFeedOptions, type Feed, type FeedHandlers } from './event-feed.ts';
import { SharedFeed, type SharedFeedOptions } from './shared-feed.ts';

/** Makes an event feed: one for all tabs of the browser that have `name` in common, without it one of its own. */
export function createFeed({
  name,
  ...options
}: EventFeedOptions & { readonly name: SharedFeedOptions['name'] | undefined }): Feed {
  const createFeed = (handlers: FeedHandlers) => new EventFeed({ ...options, ...handlers });
  return name === undefined ? createFeed(options) : new SharedFeed({ ...options, createFeed, name });
}
