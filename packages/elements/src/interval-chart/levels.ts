// A file of its own, so that it is fetched by itself.
export { createLevels } from '@arc-elements/intervals';
