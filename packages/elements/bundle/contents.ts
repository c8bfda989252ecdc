import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** A package with code in the bundles. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** Text of its licence and copyright notice. */
  readonly licenseText: string;
  readonly homepage: string | undefined;
  /** True for a package of this repository. */
  readonly own: boolean;
}

/** Licence texts of packages that are published without one, copied from their repositories. */
const LICENSES = join(import.meta.dirname, 'licenses');

/** Ids of helpers without a file, which the bundler or its compiler adds to a chunk. */
const HELPERS = /^\0(?:@([\w-]+)\+([\w-]+)@(\d[\w.-]*)|rolldown)\//;
/** Id of Vite's helper, which `plainImports` replaces. */
const PRELOAD_HELPER = '\0vite/preload-helper.js';

/**
 * Collects the packages with code in the chunks from the bundler's list of modules, without modules
 * that tree shaking removed.
 */
export function contents(): { readonly plugin: () => Plugin; readonly packages: () => readonly BundledPackage[] } {
  const modules = new Set<string>();
  return {
    plugin: () => ({
      name: 'contents',
      generateBundle(_, output) {
        for (const chunk of Object.values(output)) {
          if (chunk.type !== 'chunk') continue;
          for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
            if (renderedLength > 0) modules.add(id.replace(/[?#].*$/, ''));
          }
        }
      },
    }),
    packages() {
      const found = [...modules].map(packageOf).map((each) => [`${each.name}@${each.version}`, each] as const);
      return [...new Map(found).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/**
 * Returns the package of a module.
 * @throws {Error} The package or its licence is not known.
 */
function packageOf(id: string): BundledPackage {
  const helper = HELPERS.exec(id);
  if (helper?.[1] !== undefined) {
    const [, scope, name, version = ''] = helper;
    // The compiler contains this package, so its manifest is not installed.
    return licensed({ name: `@${scope}/${name}`, version, license: 'MIT' });
  }
  if (helper !== null) return read(bundlerFolder());
  if (id === PRELOAD_HELPER) return read(dirname(import.meta.dirname));
  if (id.startsWith('\0')) throw new Error(`The bundle has a module of unknown origin: ${id.slice(1)}`);
  for (let folder = dirname(id); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    // A package.json without a name only sets the module type of a folder.
    if (existsSync(manifest) && 'name' in JSON.parse(readFileSync(manifest, 'utf8'))) return read(folder);
  }
  throw new Error(`The bundle has a module of no package: ${id}`);
}

/** Returns the folder of the bundler, which is a dependency of Vite. */
function bundlerFolder(): string {
  const vite = createRequire(import.meta.url).resolve('vite/package.json');
  return dirname(createRequire(vite).resolve('rolldown/package.json'));
}

const read = (folder: string): BundledPackage =>
  licensed(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), folder);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly homepage?: string;
}

function licensed({ name, version, license, homepage }: Manifest, folder?: string): BundledPackage {
  const own = name.startsWith('@arc-elements/');
  const beside = folder && readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const file = folder && beside ? join(folder, beside) : join(LICENSES, `${name}.txt`);
  const licenseText = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (typeof license !== 'string' || (licenseText === '' && !own)) {
    throw new Error(`${name} ${version} is in the bundle without a licence; add its text as ${file}.`);
  }
  return { name, version, license, licenseText, homepage, own };
}

/** Returns the licences of third-party code, which have to be distributed with it. */
export function notices(packages: readonly BundledPackage[]): string {
  const parts = packages
    .filter(({ own }) => !own)
    .map(({ name, version, license, licenseText }) => `${name} ${version} (${license})\n\n${licenseText}\n`);
  const head = 'The files in this folder contain code of the following packages, under their licences.\n';
  return [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Returns a bill of materials in CycloneDX 1.6. It contains no time and no random number, so that
 * it is equal for equal files. Source: https://cyclonedx.org/docs/1.6/json/
 */
export function billOfMaterials(product: string, packages: readonly BundledPackage[]): string {
  const component = ({ name, version, license, homepage }: BundledPackage) => {
    const [, group, plain] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name) ?? [];
    const purl = `pkg:npm/${group === undefined ? '' : `${encodeURIComponent(group)}/`}${plain}@${version}`;
    return {
      type: 'library',
      'bom-ref': purl,
      ...(group === undefined ? {} : { group }),
      name: plain,
      version,
      licenses: [/\s/.test(license) ? { expression: license } : { license: { id: license } }],
      purl,
      ...(homepage === undefined ? {} : { externalReferences: [{ type: 'website', url: homepage }] }),
    };
  };
  const main = packages.find(({ name }) => name === product);
  if (main === undefined) throw new Error(`The bundle has no code of ${product}.`);
  const others = packages.filter((each) => each !== main).map(component);
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component(main) },
    components: others,
    dependencies: [{ ref: component(main)['bom-ref'], dependsOn: others.map((each) => each['bom-ref']) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}
