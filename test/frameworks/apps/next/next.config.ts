import type { NextConfig } from 'next';

// What the page needs is in the folder above, as it is for the other apps.
const config: NextConfig = {
  outputFileTracingRoot: `${import.meta.dirname}/../..`,
  turbopack: { root: `${import.meta.dirname}/../..` },
};

export default config;
