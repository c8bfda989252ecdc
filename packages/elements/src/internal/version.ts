/** Version of this copy. A constant, because a bundle cannot read package.json. */
export const VERSION = '0.1.0';
