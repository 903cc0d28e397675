/**
 * Runs one postmaster under a small shell that outlives us just long enough to stop it.
 *
 * The shell holds the reading end of a *lifeline*. We hold the other end and never write: when we close it, throw, exit
 * or are killed with -9, the kernel closes it for us, the shell reads the end of file and stops PostgreSQL. No exit
 * handler, no polling, no process id that could have been reused. It runs in a session of its own, so Ctrl-C in a
 * terminal reaches us alone and the engine can finish before its database goes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Account } from './account.js';

/** $1: FIFO to use as lifeline, or empty for stdin. Rest: the command. */
const SCRIPT = `
fifo=$1; shift
if [ -n "$fifo" ]; then exec 3<"$fifo"; else exec 3<&0; fi
"$@" </dev/null 3<&- &
postmaster=$!
( read -r _ <&3; kill -INT $postmaster 2>/dev/null ) &
watch=$!
wait $postmaster; code=$?
kill $watch 2>/dev/null
exit $code
`;

export interface Supervised {
  readonly command: readonly string[];
  readonly account: Account | null;
  /** File descriptor that takes the postmaster's messages. */
  readonly log: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Path of a FIFO whose writing end belongs to another process; without it the lifeline is ours. */
  readonly lifeline?: string;
}

export function supervise({ command, account, log, environment, lifeline }: Supervised): ChildProcess {
  const shell = spawn('sh', ['-c', SCRIPT, 'okienko-postgres', lifeline ?? '', ...command], {
    ...account,
    cwd: '/',
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', ...environment },
    stdio: [lifeline === undefined ? 'pipe' : 'ignore', log, log],
  });
  shell.unref();
  if (shell.stdin !== null && 'unref' in shell.stdin && typeof shell.stdin.unref === 'function') shell.stdin.unref();
  return shell;
}
