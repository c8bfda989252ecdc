/** `npm run build`: builds the packages, the script-tag bundles and the demo. */
import { buildBundles, buildDemo, buildPackages } from '../lib/build.js';
import { argumentsAmong, main } from '../lib/toolchain.js';

await main(async () => {
  argumentsAmong([]);
  await buildPackages();
  await buildBundles();
  await buildDemo();
  return 0;
});
