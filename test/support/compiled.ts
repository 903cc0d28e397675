/** Compiles product modules for tests that run them in processes of their own, where Jest's transform doesn't reach. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Puts `sources` (relative to the project) as JavaScript into `folder`, with the installed packages within reach. */
export async function compileInto(folder: string, sources: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const source of sources) {
    const { code } = await transform(await readFile(join(PROJECT, source), 'utf8'), {
      filename: source,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    const target = join(folder, source.replace(/\.ts$/, '.js'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
}
