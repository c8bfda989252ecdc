/** Path at which the example sites serve `dist/cdn/`. */
const BASE = '/arc';

/**
 * Returns the page `dist/cdn/latest.html`, which names the newest version, with its tags to copy.
 * It is the only file beside the folders of versions. No script loads it, so a new version changes
 * no page.
 */
export function latestPage(version: string, integrity: Readonly<Record<string, string>>): string {
  const folder = `${BASE}/${version}`;
  const tag = (file: string) =>
    `<script type="module" src="${folder}/${file}"\n  integrity="${integrity[file]}"></script>`;
  const rest = Object.entries(integrity).map(([file, hash]) => [`${folder}/${file}`, hash]);
  const map = JSON.stringify({ integrity: Object.fromEntries(rest) }, null, 2);
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Arc Elements ${version}</title>
  <link rel="stylesheet" href="./${version}/latest.css">
</head>
<body>
  <main>
    <h1>Arc Elements ${version}</h1>
    <p>This is the newest version here. Its files never change; a new version has its own folder. Replace
      <code>${BASE}/</code> by the address of your copy.</p>
    <h2>All elements</h2>
    <pre tabindex="0"><code>${escaped(tag('arc-elements.js'))}</code></pre>
    <h2>The chart alone</h2>
    <pre tabindex="0"><code>${escaped(tag('arc-interval-chart.js'))}</code></pre>
    <h2>Hashes of the files loaded later</h2>
    <p>Put the map above the tag. It is an inline script, so a strict policy needs its hash or nonce in
      <code>script-src</code>.</p>
    <pre tabindex="0"><code>${escaped(`<script type="importmap">\n${map}\n</script>`)}</code></pre>
    <h2>Beside the scripts</h2>
    <ul>
      <li><a href="./${version}/integrity.json">integrity.json</a>, the hash of each file</li>
      <li><a href="./${version}/THIRD-PARTY-NOTICES.txt">THIRD-PARTY-NOTICES.txt</a>, licences of what is inside</li>
      <li><a href="./${version}/sbom.cdx.json">sbom.cdx.json</a>, a bill of materials in CycloneDX</li>
    </ul>
  </main>
</body>
</html>
`;
}

/** Style sheet of the page. */
export const LATEST_STYLES = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.6rem; line-height: 1.2 }
h2 { font-size: 1.1rem; margin-top: 2rem }
pre { overflow-x: auto; padding: 1rem; border: 1px solid GrayText; border-radius: 6px; font-size: .85rem }
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
