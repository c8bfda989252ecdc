// What editors, Storybook and documentation read. `npm run manifest` writes it, test/manifest.test.ts says when it is
// stale.

/**
 * Gives attributes and properties the values that may be written instead of the name of their type, such as
 * `'usage' | 'heatmap'` for `ViewId`. The analyzer sees one file after the other, so the compiler is asked. Each
 * alternative is there once.
 */
const allowedValues = {
  name: 'allowed-values',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const { attributes = [], members = [] } = moduleDoc.declarations.find(({ name }) => name === node.name?.text) ?? {};
    for (const item of [...attributes, ...members]) {
      if (item.type === undefined) continue;
      const values = valuesOf(ts, moduleDoc.path, node.name.text, item.fieldName ?? item.name);
      // Markup can give a text or nothing; a property may take objects too.
      const texts = attributes.includes(item) ? values?.filter((text) => /^['`]|^undefined$/.test(text)) : values;
      // An attribute and its property share one type until here.
      item.type = { text: [...new Set(texts ?? item.type.text.split(' | '))].join(' | ') };
    }
  },
};

let program;

/** The alternatives of a property that takes one of several texts; undefined for any other. */
function valuesOf(ts, path, className, property) {
  if (program === undefined) {
    const { config } = ts.readConfigFile('tsconfig.manifest.json', ts.sys.readFile);
    program = ts.createProgram(['src/index.ts'], ts.parseJsonConfigFileContent(config, ts.sys, '.').options);
  }
  const source = program.getSourceFile(path) ?? program.getSourceFile(ts.sys.resolvePath(path));
  const owner = source?.statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === className);
  const declared = owner?.members.find((one) => one.name?.text === property);
  if (declared === undefined) return undefined;
  const checker = program.getTypeChecker();
  const type = checker.getTypeAtLocation(declared);
  const { StringLiteral, Undefined } = ts.TypeFlags;
  if (!type.isUnion() || !type.types.some(({ flags }) => flags & StringLiteral)) return undefined;
  return [...type.types]
    .sort((a, b) => (a.flags & Undefined) - (b.flags & Undefined)) // last, as one would write it
    .map((one) => checker.typeToString(one).replaceAll('"', "'"));
}

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
  exclude: [
    'src/**/*.test.ts',
    'src/**/*.styles.ts',
    'src/**/*.messages.ts',
    'src/{testing,languages,node,embed-code}/**',
  ],
  litelement: true,
  packagejson: false,
  plugins: [allowedValues, publicOnly],
};
