// What editors, Storybook and documentation read. `npm run manifest` writes it, test/manifest.test.ts says when it is stale.

/**
 * Keeps what a page may use: elements with their public members, and events by name. The analyzer also lists every
 * `dispatchEvent(new SomeEvent())` once more without a proper name, and private members, which are nobody's business.
 */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest: manifest }) {
    for (const { declarations = [] } of manifest.modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(
          ({ privacy, static: isStatic }) => !isStatic && privacy !== 'private' && privacy !== 'protected',
        );
        declaration.events = declaration.events?.filter(({ name }) => name?.startsWith('arc-'));
      }
    }
    const elements = manifest.modules
      .map((module) => ({ ...module, declarations: module.declarations?.filter(({ tagName }) => tagName) ?? [] }))
      .filter(({ declarations }) => declarations.length > 0);
    // The analyzer knows `customElements.define` alone, and we register by a function of our own.
    const definitions = elements.map(({ path, declarations: [{ name, tagName }] }) => ({
      kind: 'javascript-module',
      path: path.replace(/[^/]+$/, 'define.ts'),
      declarations: [],
      exports: [{ kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } }],
    }));
    manifest.modules = [...elements, ...definitions].sort((a, b) => (a.path < b.path ? -1 : 1));
    // The package ships what is built from the sources.
    const built = JSON.stringify(manifest.modules, (key, value) => {
      if (typeof value !== 'string') return value;
      if (key === 'path' || key === 'module') return value.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
      // A long union is written on several lines.
      return key === 'text' ? value.replaceAll(/\s+/g, ' ').replace(/^\| /, '') : value;
    });
    manifest.modules = JSON.parse(built);
  },
};

export default {
  globs: ['src/*/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.styles.ts', 'src/**/*.messages.ts', 'src/{testing,languages}/**'],
  litelement: true,
  packagejson: false,
  plugins: [publicOnly],
};
