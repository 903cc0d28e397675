/** Looks at processes that a test started or killed. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** False also for a zombie: it has ended, only its parent hasn't asked yet. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return true;
  }
}

export interface KnownProcess {
  readonly pid: number;
  readonly command: string;
  /** Tells it from another that got the same number later. */
  readonly startedAt: string;
}

/** That process and all that it has started, directly or not. Linux only, as all below. */
export function descendantsOf(pid: number): readonly KnownProcess[] {
  const all = allProcesses();
  const family = new Set([pid]);
  // A child may have a smaller number than its parent, once numbers have gone round.
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.filter((one) => family.has(one.pid));
}

export function stillRunning(known: readonly KnownProcess[]): readonly KnownProcess[] {
  const now = new Map(allProcesses().map((one) => [one.pid, one.startedAt]));
  return known.filter(({ pid, startedAt }) => now.get(pid) === startedAt);
}

/** Those that work in that folder or name it in their command. */
export function processesNaming(folder: string): readonly KnownProcess[] {
  return allProcesses().filter(({ command, cwd }) => command.includes(folder) || cwd.startsWith(folder));
}

/** Zombies left out: they have ended. */
function allProcesses(): (KnownProcess & { readonly parent: number; readonly cwd: string })[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name before may hold spaces and brackets. proc_pid_stat(5): state is field 3, ppid 4, starttime 22.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (fields[0] === 'Z' || fields[0] === 'X') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(fields[1]), startedAt: fields[19] ?? '', command, cwd: cwdOf(name) }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

function cwdOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
