/** Makes a checkout ready to run: installs packages and builds, each only when needed. Uses nothing but Node itself. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('..', import.meta.url));

const NOT_BUILT_INTO_DIST = new Set(['node_modules', 'dist', 'coverage', 'test', 'docs', 'scripts', 'modeler-ui']);
/** What the compiled modules read beside themselves; tsc copies none of it. */
const ASSETS = new Set(['.sql', '.proto', '.bpmn', '.dmn', '.form', '.json', '.csv', '.html', '.css', '.svg']);
const STAMP = join(PROJECT, 'dist', '.built-from');

export function say(sentence) {
  console.log(`okienko: ${sentence}`);
}

/** npm ci when there are no packages, or the lock file changed since they were installed. */
export function installWhenNeeded() {
  requireNode(20, 20);
  const installed = join(PROJECT, 'node_modules', '.package-lock.json');
  const lock = join(PROJECT, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing packages (npm ci) …');
  // Building and testing need the development packages, whatever NODE_ENV says.
  run('npm', ['ci', '--include=dev'], 'Expected npm ci to install the packages, but it failed: see its messages above.');
}

/** Compiles into dist/ when a source, an asset or the compiler's settings changed since the last time. */
export function buildWhenNeeded() {
  const { fingerprint } = survey();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return;
  build();
}

export function build() {
  say('building …');
  const begun = performance.now();
  const { fingerprint, assets } = survey();
  rmSync(join(PROJECT, 'dist'), { recursive: true, force: true });
  const compiler = join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc');
  run(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json'],
    'Expected the sources to compile, but they do not: see the messages above.',
  );
  for (const asset of assets) {
    const target = join(PROJECT, 'dist', asset);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(PROJECT, asset), target);
  }
  writeFileSync(STAMP, fingerprint);
  say(`built in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
}

/** All inputs of the build: a digest of them, and which of them are copied. */
function survey() {
  const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', ...sourcesIn('')].sort();
  const digest = createHash('sha256');
  for (const file of files)
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(PROJECT, file)))
      .update('\0');
  return { fingerprint: digest.digest('hex'), assets: files.filter((file) => ASSETS.has(extname(file)) && file.includes(sep)) };
}

function sourcesIn(folder) {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || NOT_BUILT_INTO_DIST.has(path) ? [] : sourcesIn(path);
    const isSource = path.endsWith('.ts') && !path.endsWith('.test.ts');
    return isSource || (folder !== '' && ASSETS.has(extname(path))) ? [path] : [];
  });
}

function run(program, args, failure) {
  const { status, error } = spawnSync(program, args, { cwd: PROJECT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  console.error(`okienko: ${failure}${error === undefined ? '' : ` (${error.message})`}`);
  process.exit(1);
}

function requireNode(major, minor) {
  const [ourMajor = 0, ourMinor = 0] = process.versions.node.split('.').map(Number);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  console.error(
    `okienko: Expected Node ${major}.${minor} or newer, but this is Node ${process.versions.node}. Install a newer one from nodejs.org.`,
  );
  process.exit(1);
}
