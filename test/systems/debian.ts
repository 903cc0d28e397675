/** Servers from Debian's own packages, through the machine's apt and its settings. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_LIMIT_MS = 540_000;

/** Installs what is missing, without what is only recommended. Resolves to why that can't be done here, if so. */
export async function installPackages(...names: readonly string[]): Promise<string | undefined> {
  const missing = await missingOf(names);
  if (missing === undefined) return "Expected a Debian system, but 'dpkg-query' doesn't run";
  if (missing.length === 0) return undefined;
  const wanted = `Expected the Debian packages ${missing.join(', ')}`;
  if (process.getuid?.() !== 0) return `${wanted}, but they aren't installed, and only root may do that`;
  // RUNLEVEL: a package that brings a service doesn't start it.
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, timeout: INSTALL_LIMIT_MS };
  const apt = ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends'];
  try {
    await run('apt-get', ['-q', 'update'], options);
    await run('apt-get', [...apt, 'install', ...missing], options);
    return undefined;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    return `${wanted}, but apt-get can't install them: ${/^E: .*/m.exec(stderr)?.[0] ?? String(error)}`;
  }
}

async function missingOf(names: readonly string[]): Promise<readonly string[] | undefined> {
  try {
    await run('dpkg-query', ['--version']);
  } catch {
    return undefined;
  }
  const states = await Promise.all(
    names.map(async (name) => {
      const state = await run('dpkg-query', ['-W', '-f', '$' + '{db:Status-Status}', name]).catch(() => ({ stdout: '' }));
      return { name, isThere: state.stdout === 'installed' };
    }),
  );
  return states.filter(({ isThere }) => !isThere).map(({ name }) => name);
}
