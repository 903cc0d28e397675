/** Makes a checkout ready to run: installs packages and builds, each only when needed. Uses nothing but Node itself. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';

export const PROJECT = fileURLToPath(new URL('..', import.meta.url));

const NOT_BUILT_INTO_DIST = new Set(['node_modules', 'dist', 'coverage', 'test', 'docs', 'scripts', 'modeler-ui']);
/** What the compiled modules read beside themselves; tsc copies none of it. */
const ASSETS = new Set(['.sql', '.proto', '.bpmn', '.dmn', '.form', '.json', '.csv', '.html', '.css', '.svg']);
const DIST = join(PROJECT, 'dist');
const STAMP = join(DIST, '.built-from');
/** The web application: built apart from the server, into a folder that the server's build leaves alone. */
const APPLICATION = join(DIST, 'modeler-ui');
const APPLICATION_STAMP = join(DIST, '.modeler-ui-built-from');
const WORTH_COMPRESSING = new Set(['.js', '.css', '.html', '.svg']);

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

/** Compiles into dist/ what changed since the last time: the server, the web application, or both. */
export async function buildWhenNeeded() {
  if (!isFresh(STAMP, survey().fingerprint)) buildServer();
  await buildApplicationWhenNeeded();
}

export async function buildApplicationWhenNeeded() {
  if (!isFresh(APPLICATION_STAMP, fingerprintOf(applicationSources()))) await buildApplication();
}

export async function build() {
  buildServer();
  await buildApplication();
}

function isFresh(stamp, fingerprint) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
}

async function buildApplication() {
  say('building the web application …');
  const begun = performance.now();
  const fingerprint = fingerprintOf(applicationSources());
  rmSync(APPLICATION_STAMP, { force: true });
  const { build: bundle } = await import('vite');
  // What is served is the same whoever asks for it: under a test runner the libraries would come as for development, half as large again.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await bundle({ configFile: join(PROJECT, 'modeler-ui', 'vite.config.mjs'), logLevel: 'warn' });
  if (environment === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = environment;
  for (const file of readdirSync(APPLICATION, { recursive: true, encoding: 'utf8' })) {
    if (!WORTH_COMPRESSING.has(extname(file))) continue;
    const content = readFileSync(join(APPLICATION, file));
    writeFileSync(join(APPLICATION, `${file}.gz`), gzipSync(content, { level: 9 }));
    const params = { [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY, [zlib.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(APPLICATION, `${file}.br`), brotliCompressSync(content, { params }));
  }
  writeFileSync(APPLICATION_STAMP, fingerprint);
  say(`built the web application in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
}

function applicationSources() {
  const folder = (name) =>
    readdirSync(join(PROJECT, name), { withFileTypes: true }).flatMap((entry) => {
      const path = join(name, entry.name);
      if (entry.isDirectory()) return folder(path);
      return /\.test\.tsx?$|\.md$/.test(path) ? [] : [path];
    });
  // And the floors that the pages stand on.
  return ['package.json', 'package-lock.json', 'scripts/prepare.mjs', ...['modeler-ui', 'forms', 'words'].flatMap(folder)];
}

function buildServer() {
  say('building …');
  const begun = performance.now();
  const { fingerprint, assets } = survey();
  const ofApplication = new Set([APPLICATION, APPLICATION_STAMP]);
  for (const made of existsSync(DIST) ? readdirSync(DIST).map((name) => join(DIST, name)) : []) {
    if (!ofApplication.has(made)) rmSync(made, { recursive: true, force: true });
  }
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
  return { fingerprint: fingerprintOf(files), assets: files.filter((file) => ASSETS.has(extname(file)) && file.includes(sep)) };
}

function fingerprintOf(files) {
  const digest = createHash('sha256');
  for (const file of [...files].sort())
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(PROJECT, file)))
      .update('\0');
  return digest.digest('hex');
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
