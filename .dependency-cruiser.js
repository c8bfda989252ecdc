// Which packages and folders may import which, for https://github.com/sverweij/dependency-cruiser: `npm run check`.

/** The packages that each package may import, itself aside. */
const MAY_IMPORT = {
  models: [],
  intervals: ['models'],
  client: ['models', 'intervals'],
  elements: ['models', 'intervals', 'client'],
  react: ['elements'],
  broker: ['models'],
  sandbox: ['models', 'intervals'],
};

/** Files that are not published: tests and what only they use. */
const TESTS = '\\.test(-d)?\\.ts$|/testing/';
const SOURCES = '^packages/[^/]+/src/';

const directions = Object.entries(MAY_IMPORT).map(([name, others]) => ({
  name: `direction-of-${name}`,
  comment: `${name} imports ${others.join(', ') || 'no other package'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/src/`, pathNot: TESTS },
  to: { path: '^packages/', pathNot: `^packages/(${[name, ...others].join('|')})/src/` },
}));

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'No file imports itself by way of others, not even for a type.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...directions,
    {
      name: 'listed-dependencies-only',
      comment:
        'What is published imports only what the package.json of its package lists. Types for a framework are ' +
        'imported by who has that framework.',
      severity: 'error',
      from: { path: SOURCES, pathNot: [TESTS, '^packages/elements/src/types/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'],
        dependencyTypesNot: ['npm-peer'],
      },
    },
    {
      name: 'node-in-its-folder',
      comment: 'Code outside of src/node/ runs in browsers and other runtimes, which have no Node modules.',
      severity: 'error',
      from: { path: SOURCES, pathNot: [TESTS, '^packages/[^/]+/src/node/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-tests-in-what-is-published',
      severity: 'error',
      from: { path: SOURCES, pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'drawing-knows-surfaces-and-texts',
      comment: 'Drawing knows neither Lit nor the data of a chart.',
      severity: 'error',
      from: { path: '^packages/elements/src/interval-chart/draw/', pathNot: TESTS },
      to: { path: ['^packages/elements/src/interval-chart/(data|views|plot|ui)/', '/node_modules/lit'] },
    },
    {
      name: 'data-and-views-before-markup',
      comment: 'The data, texts, views and state of a chart know neither Lit nor what is drawn on the page.',
      severity: 'error',
      from: { path: '^packages/elements/src/interval-chart/((data|text|views)/|state\\.ts)', pathNot: TESTS },
      to: { path: ['^packages/elements/src/interval-chart/(plot|ui|sync|styles)/', '/node_modules/lit'] },
    },
  ],
  options: {
    // TypeScript 7 has no parser that a program could call.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@arc-elements/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
