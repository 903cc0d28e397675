/** `npm run test:engines [-- PART …]`: the scenarios on other engines, from the sources. PostgreSQL is the tests' throw-away one. */
import { register } from 'node:module';
import globalSetup from '../support/global-setup.mjs';
import globalTeardown from '../support/global-teardown.mjs';

register('../conformance/typescript-loader.mjs', import.meta.url);
await globalSetup();
try {
  const { main } = await import('./engines.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await globalTeardown();
}
// zeebe-node leaves timers behind that would hold the process for a minute.
process.exit();
