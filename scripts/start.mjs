/**
 * `npm start`: installs and builds when needed, then becomes the server.
 *
 * The server runs in this very process, not in a child: signals reach it directly and a kill -9 leaves no half behind.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenNeeded, installWhenNeeded, PROJECT } from './prepare.mjs';

endWithNpm();
installWhenNeeded();
await buildWhenNeeded();
process.setSourceMapsEnabled(true);
const server = join(PROJECT, 'dist', 'server.js');
process.argv[1] = server;
await import(pathToFileURL(server).href);

/**
 * npm passes signals on, except the one that it can't: when npm itself is killed with -9, its child would live on, unseen.
 * So we watch npm's process and stop in order once it is gone. Started without npm, nothing is watched.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  // The script begins with exec, so no shell is left between us and npm.
  const npm = process.ppid;
  if (npm <= 1) return;
  const watch = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    const stat = existsSync('/proc/self') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ') R';
    return stat[stat.lastIndexOf(')') + 2] !== 'Z';
  } catch (error) {
    return error.code === 'EPERM';
  }
}
