/** `npm test [-- what jest takes]`: installs when needed, then runs the tests in this process. Node needs --experimental-vm-modules. */
import { installWhenNeeded, PROJECT } from './prepare.mjs';

installWhenNeeded();
const { run } = await import('jest');
await run(process.argv.slice(2), PROJECT);
