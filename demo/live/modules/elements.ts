export * from '@arc-elements/elements';
