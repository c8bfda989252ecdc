/** `npm run build`: builds the packages, the script-tag bundles and the demo. */
import { buildBundles, buildDemo, buildPackages } from '../lib/build.js';
import { main } from '../lib/toolchain.js';

await main(async () => {
  await buildPackages();
  await buildBundles();
  await buildDemo();
  return 0;
});
