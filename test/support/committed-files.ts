/** Which files make the project. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MADE = /^(node_modules|dist|coverage|screenshots|\.data)(\/|$)/;

/** Paths from the root of what is committed and there; in an unpacked archive, which knows no commits, of all that lies there. */
export function committedFiles(project: string): string[] {
  const paths = existsSync(join(project, '.git'))
    ? execFileSync('git', ['ls-files'], { cwd: project, encoding: 'utf8', maxBuffer: 64 << 20 }).split('\n')
    : readdirSync(project, { recursive: true, encoding: 'utf8' }).filter((path) => !MADE.test(path));
  return paths.filter((path) => path !== '' && existsSync(join(project, path)) && statSync(join(project, path)).isFile());
}
