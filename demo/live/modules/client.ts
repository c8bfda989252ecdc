export * from '@arc-elements/client';
