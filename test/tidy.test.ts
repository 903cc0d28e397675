/**
 * The house rules that a machine can keep (docs/ARCHITECTURE.md, CONTRIBUTING.md): which way imports point, lengths, no
 * clock and no chance in the core, no export that nothing uses, documents that don't lie about files and commands.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { committedFiles } from './support/committed-files.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const MOST_LINES = 400;
/** Tables of cases are long and still easy to read. */
const MOST_LINES_OF_A_TEST = 800;

const files = committedFiles(PROJECT);
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts') && !path.startsWith('test/fixtures/');
const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)testing\/|^test\//.test(path);
const code = files.filter(isCode);
const lengthOf = (path: string): number => read(path).split('\n').length - 1;
const product = code.filter((path) => !isTest(path));

/** Text with comments blanked, line numbers kept: a rule about code must not stumble over a sentence. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}(),])\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** Every place where `pattern` is found, as "file:line text". */
function places(paths: readonly string[], pattern: RegExp, prepare = withoutComments): string[] {
  return paths.flatMap((path) =>
    prepare(read(path))
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Relative imports, resolved to paths from the project's root, with .js read as the .ts it is compiled from. */
function importsOf(path: string): Import[] {
  const text = withoutComments(read(path));
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => ({ from: path, to: normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts') }));
}

/** Each floor of the house and the floors that it may stand on. What is not listed here may not be imported. */
const FLOORS: readonly { readonly folder: string; readonly mayUse: readonly string[] }[] = [
  { folder: 'engine/time', mayUse: [] },
  { folder: 'engine/feel', mayUse: ['engine/time'] },
  { folder: 'engine/dmn', mayUse: ['engine/feel', 'engine/time'] },
  { folder: 'engine/model', mayUse: ['engine/dmn', 'engine/feel', 'engine/time'] },
  { folder: 'engine/compiled', mayUse: ['engine/model', 'engine/dmn', 'engine/feel', 'engine/time'] },
  { folder: 'engine/core', mayUse: ['engine/model', 'engine/dmn', 'engine/feel', 'engine/time'] },
  {
    folder: 'engine/store',
    mayUse: ['engine/contract.ts', 'engine/core', 'engine/compiled', 'engine/model', 'engine/dmn', 'engine/feel', 'engine/time'],
  },
  {
    folder: 'engine/projection',
    mayUse: [
      'engine/contract.ts',
      'engine/store',
      'engine/core',
      'engine/compiled',
      'engine/model',
      'engine/dmn',
      'engine/feel',
      'engine/time',
    ],
  },
  { folder: 'engine', mayUse: ['engine'] },
  { folder: 'gateway', mayUse: ['engine/index.ts'] },
  { folder: 'api', mayUse: ['engine/index.ts', 'calendar', 'forms', 'words', 'workers'] },
  { folder: 'workers', mayUse: ['calendar'] },
  { folder: 'bindings', mayUse: ['engine/index.ts', 'workers'] },
  { folder: 'processes', mayUse: ['engine/index.ts'] },
  {
    folder: 'replay',
    mayUse: [
      'engine/index.ts',
      'gateway',
      'api',
      'workers',
      'bindings',
      'processes',
      'calendar',
      'migrations',
      'postgres',
      'scripts/prepare.mjs',
    ],
  },
  { folder: 'sample', mayUse: ['engine/index.ts', 'api', 'replay', 'calendar', 'migrations'] },
  { folder: 'bench', mayUse: ['engine/index.ts', 'test'] },
  { folder: 'calendar', mayUse: [] },
  { folder: 'forms', mayUse: [] },
  { folder: 'words', mayUse: [] },
  { folder: 'migrations', mayUse: [] },
  { folder: 'postgres', mayUse: [] },
  { folder: 'settings', mayUse: [] },
  { folder: 'site', mayUse: [] },
  { folder: 'scripts', mayUse: [] },
  { folder: 'modeler-ui', mayUse: ['forms', 'words'] },
];

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

describe('the house', () => {
  test('imports point one way', () => {
    const wrong = product.flatMap((path) => {
      const floor = FLOORS.find(({ folder }) => isIn(path, folder));
      if (floor === undefined) return [];
      return importsOf(path)
        .filter(({ to }) => !isIn(to, floor.folder) && !floor.mayUse.some((allowed) => isIn(to, allowed)))
        .map(({ from, to }) => `${from} imports ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  test('each folder has its floor', () => {
    const nowhere = product.filter((path) => path.includes('/') && !FLOORS.some(({ folder }) => isIn(path, folder)));
    expect(nowhere).toEqual([]);
  });

  test('nothing in product code imports a test or the composition root', () => {
    const wrong = product.flatMap(importsOf).filter(({ from, to }) => !from.startsWith('bench/') && (isTest(to) || to === 'server.ts'));
    expect(wrong).toEqual([]);
  });

  test('no imports run in a circle between the folders of the engine', () => {
    const circles: string[] = [];
    const uses = (one: string, other: string): boolean =>
      product.some((path) => isIn(path, one) && importsOf(path).some(({ to }) => isIn(to, other)));
    const floors = FLOORS.map(({ folder }) => folder).filter((folder) => folder.startsWith('engine/'));
    for (const [index, one] of floors.entries()) {
      for (const other of floors.slice(index + 1)) if (uses(one, other) && uses(other, one)) circles.push(`${one} and ${other}`);
    }
    expect(circles).toEqual([]);
  });

  test('only the model reads BPMN XML', () => {
    expect(places(product, /from 'bpmn-moddle'/).filter((place) => !place.startsWith('engine/model/'))).toEqual([]);
  });

  test('only the settings read the environment', () => {
    const allowed = /^(settings|scripts|postgres|bench)\//;
    expect(places(product, /process\.env\b/).filter((place) => !allowed.test(place) && !place.startsWith('server.ts'))).toEqual([]);
  });
});

describe('the code', () => {
  test(`no product file has more than ${MOST_LINES} lines, no test more than ${MOST_LINES_OF_A_TEST}`, () => {
    const tooLong = code.filter((path) => lengthOf(path) > (isTest(path) ? MOST_LINES_OF_A_TEST : MOST_LINES));
    expect(tooLong.map((path) => `${path}: ${lengthOf(path)}`)).toEqual([]);
  });

  const lengths = product.map(lengthOf).sort((one, other) => one - other);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  test(`half of the ${lengths.length} product files have at most ${median} lines, and that is below 150`, () => {
    expect(median).toBeLessThan(150);
  });

  test('core, model, expressions, tables and calendars ask neither clock nor chance', () => {
    const pure = product.filter((path) => /^(engine\/(core|model|feel|dmn)|calendar)\//.test(path));
    expect(places(pure, /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|randomUUID|randomBytes|Temporal\.Now/)).toEqual([]);
  });

  test('nothing is left for later and no type is given up', () => {
    const marker = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${'X'.repeat(3)})\\b`);
    expect(places(code, marker, (text) => text)).toEqual([]);
    const typed = code.filter((path) => /\.tsx?$/.test(path));
    expect(places(typed, /(:|<|\bas|\|)\s*any\b(?!\s*['"`])(?=\s*[;,)>=[\]{|]|$)|@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
  });

  test('files have names that say something', () => {
    expect(code.filter((path) => /(^|[/.-])(utils?|helpers?|managers?|impl|misc|common)([/.-]|$)/.test(path))).toEqual([]);
  });

  test('each product file opens with what it alone owns', () => {
    expect(product.filter((path) => /\.(tsx?|mjs)$/.test(path) && !/^(#!.*\n)?\s*\/(\*|\/)/.test(read(path)))).toEqual([]);
  });

  // Before the composition root is there, much is still waiting for the one place that uses it.
  const onceWhole = existsSync(join(PROJECT, 'server.ts')) ? test : test.skip;
  onceWhole('every export is used: by another product file, or by its own file and a test', () => {
    const texts = code.map((path) => ({ path, text: withoutComments(read(path)) }));
    const dead = texts
      .filter(({ path }) => path.endsWith('.ts') && !isTest(path) && path !== 'engine/index.ts')
      .flatMap(({ path, text }) =>
        exportsOf(text)
          .filter((name) => {
            const word = new RegExp(`\\b${name}\\b`);
            const usedInside = word.test(text.replace(new RegExp(`^export .*\\b${name}\\b`, 'm'), ''));
            const users = texts.filter((other) => other.path !== path && word.test(other.text));
            return !users.some((user) => !isTest(user.path) || usedInside) && !(usedInside && isType(text, name));
          })
          .map((name) => `${path} exports ${name}`),
      );
    expect(dead).toEqual([]);
  });
});

function exportsOf(text: string): string[] {
  const declared = text.matchAll(/^export (?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm);
  return [...declared].map(([, name = '']) => name);
}

/** A type that its own file uses is part of an exported signature. */
function isType(text: string, name: string): boolean {
  return new RegExp(`^export (interface|type) ${name}\\b`, 'm').test(text);
}

describe('the documents', () => {
  const documents = files.filter((path) => path.endsWith('.md') && !path.startsWith('test/fixtures/'));

  test('relative links lead to files that exist', () => {
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)/g)]
        .map((match) => decodeURI(match[1] ?? ''))
        .filter((target) => !existsSync(join(PROJECT, dirname(path), target)))
        .map((target) => `${path} links to ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('commands of npm exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const missing = documents.flatMap((path) =>
      [...read(path).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)]
        .map((match) => match[1] ?? match[2] ?? '')
        .filter((name) => scripts[name] === undefined)
        .map((name) => `${path} names npm run ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('each decision has a number of its own', () => {
    const numbers = files.flatMap((path) => /^docs\/adr\/(\d{4})-/.exec(path)?.[1] ?? []);
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    const titles = files.filter((path) => /^docs\/adr\/\d{4}-(?!template)/.test(path));
    const wrong = titles.filter((path) => !read(path).startsWith(`# ${Number(/(\d{4})-/.exec(path)?.[1])}. `));
    expect(wrong).toEqual([]);
  });
});

describe('what is committed', () => {
  const texts = files.filter(
    (path) => statSync(join(PROJECT, path)).size < 2_000_000 && !/\.(png|jpg|ico|woff2?|gz|bin|war|jar)$/.test(path),
  );

  test('names no place of the machine that made it', () => {
    const machine = new RegExp(`(?<![\\w.])/(${['home', 'Users', 'work', 'root'].join('|')})/[\\w.-]+/`);
    const allowed = /^(test\/fixtures|Dockerfile|settings\/index\.test\.ts)/;
    expect(
      places(
        texts.filter((path) => !allowed.test(path)),
        machine,
        (text) => text,
      ),
    ).toEqual([]);
  });

  test('names no package registry', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual([]);
    expect(
      places(
        files.filter((path) => path.endsWith('.npmrc')),
        /registry\s*=|_auth/,
        (text) => text,
      ),
    ).toEqual([]);
  });

  // Else npm complains at each installation. It knows an entry with a version only from a lock file that names the registry.
  test('says of every package with an install script whether it may run', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { hasInstallScript?: boolean }> };
    const withScripts = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScripts)].sort());
  });

  test('pins every package to one version', () => {
    const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
