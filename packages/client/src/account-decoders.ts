// A module of its own, imported on first use, so that pages without a profile do not load the decoders of the Switch family.
export { decodeAccount, decodeAccounts, decodeProperties } from '@arc-elements/models';
