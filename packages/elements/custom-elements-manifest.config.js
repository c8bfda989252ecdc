// Configuration of custom-elements.json, which editors and documentation read. `npm run manifest`
// writes that file, and test/manifest.test.ts fails if it is stale.

/**
 * Replaces the type name of attributes and properties by its values, such as `'usage' | 'heatmap'`
 * for `ViewId`, each once. The types come from the compiler, as the analyzer only knows one file at
 * a time.
 */
const allowedValues = {
  name: 'allowed-values',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const { attributes = [], members = [] } = moduleDoc.declarations.find(({ name }) => name === node.name?.text) ?? {};
    for (const item of [...attributes, ...members]) {
      if (item.type === undefined) continue;
      const values = valuesOf(ts, moduleDoc.path, node.name.text, item.fieldName ?? item.name);
      // An attribute is text or absent; a property may be an object too.
      const texts = attributes.includes(item) ? values?.filter((text) => /^['`]|^undefined$/.test(text)) : values;
      // A new object, because an attribute and its property share one.
      item.type = { text: [...new Set(texts ?? item.type.text.split(' | '))].join(' | ') };
    }
  },
};

let program;

/**
 * Returns the values of a property that is one of several texts; undefined for other properties.
 */
function valuesOf(ts, path, className, property) {
  if (program === undefined) {
    const { config } = ts.readConfigFile('tsconfig.manifest.json', ts.sys.readFile);
    program = ts.createProgram(['src/index.ts'], ts.parseJsonConfigFileContent(config, ts.sys, '.').options);
    // The compiler lists the values of a type in the order in which it first sees each value, and the
    // analyzer asks for classes in the order in which it happens to read their files.
    const files = program.getSourceFiles().toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1));
    const classes = files.flatMap(({ statements }) => statements.filter((each) => ts.isClassDeclaration(each)));
    for (const { members } of classes) for (const each of members) program.getTypeChecker().getTypeAtLocation(each);
  }
  const source = program.getSourceFile(path) ?? program.getSourceFile(ts.sys.resolvePath(path));
  const owner = source?.statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === className);
  const declared = owner?.members.find((one) => one.name?.text === property);
  if (declared === undefined) return undefined;
  const checker = program.getTypeChecker();
  const type = checker.getTypeAtLocation(declared);
  const { TypeFlags } = ts;
  if (!type.isUnion() || !type.types.some(({ flags }) => flags & TypeFlags.StringLiteral)) return undefined;
  // Texts, then objects, and undefined at last.
  const rank = ({ flags }) => (flags & TypeFlags.Undefined ? 2 : flags & TypeFlags.Object ? 1 : 0);
  return [...type.types].sort((a, b) => rank(a) - rank(b)).map((one) => checker.typeToString(one).replaceAll('"', "'"));
}

/**
 * Keeps the public API: elements with their public members, and events by name. The analyzer also
 * lists private members, and each `dispatchEvent(new SomeEvent())` again without the name of the
 * event.
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
    // The analyzer only finds calls of `customElements.define`, and not of our `define`.
    const definitions = elements.map(({ path, declarations: [{ name, tagName }] }) => ({
      kind: 'javascript-module',
      path: path.replace(/[^/]+$/, 'define.ts'),
      declarations: [],
      exports: [{ kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } }],
    }));
    manifest.modules = [...elements, ...definitions].sort((a, b) => (a.path < b.path ? -1 : 1));
    // The published package has the built files instead of the sources.
    const built = JSON.stringify(manifest.modules, (key, value) => {
      if (typeof value !== 'string') return value;
      if (key === 'path' || key === 'module') return value.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
      // Joins the lines of a long union.
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
