/**
 * `npm run conformance`: runs from the sources, so it never tests a stale build. TypeScript is compiled on the way in; PostgreSQL is
 * the tests' throw-away one, which ends with this process whatever happens to it.
 */
import { register } from 'node:module';
import globalSetup from '../support/global-setup.mjs';
import globalTeardown from '../support/global-teardown.mjs';

register('./typescript-loader.mjs', import.meta.url);
await globalSetup();
try {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await globalTeardown();
}
