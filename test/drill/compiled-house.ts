/** The product compiled into a folder, so that a house that was killed is up again in seconds. Nobody looks at its pages: they are left out. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { committedFiles } from '../support/committed-files.js';
import { compileInto } from '../support/compiled.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const LEFT_OUT = /^(test|docs|modeler-ui|bench|scripts|\.ci)\/|\.test\.ts$|\.d\.ts$/;
/** What modules read beside themselves. */
const ASSETS = new Set(['.sql', '.proto', '.bpmn', '.dmn', '.form', '.json', '.csv']);

export async function compileHouse(folder: string): Promise<void> {
  const files = committedFiles(PROJECT).filter((path) => path.includes('/') || path === 'package.json' || path.endsWith('.ts'));
  const product = files.filter((path) => !LEFT_OUT.test(path));
  await compileInto(
    folder,
    product.filter((path) => path.endsWith('.ts')),
  );
  for (const path of product.filter((one) => ASSETS.has(extname(one)))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(PROJECT, path), join(folder, path));
  }
  await mkdir(join(folder, 'modeler-ui', 'assets'), { recursive: true });
  await writeFile(join(folder, 'modeler-ui', 'index.html'), '<!doctype html><title>drill</title>\n');
}
