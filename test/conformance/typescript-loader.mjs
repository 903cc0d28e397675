/** Lets Node import our TypeScript: `.js` means the `.ts` beside it, and types are stripped by the compiler that Jest uses. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const OWN = new URL('../../', import.meta.url).href;
const isOwn = (url) => url?.startsWith(OWN) && !url.startsWith(`${OWN}node_modules/`);

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && isOwn(context.parentURL)) {
    return next(specifier.replace(/\.js$/, '.ts'), context).catch(() => next(specifier, context));
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!isOwn(url) || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
