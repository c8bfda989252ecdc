export * from '@arc-elements/intervals';
