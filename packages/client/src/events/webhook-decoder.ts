// A module of its own so that pages on which nobody asks for the events do not load it.
export { decodeWebhook } from '@arc-elements/models';
