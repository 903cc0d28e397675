/**
 * `npm run screenshots [-- what[,what …]]`: draws every page at laptop and phone width, light and dark, into screenshots/ (not committed),
 * to be looked at. Runs as a Jest file, so that it meets the same house as the browser tests.
 */
import { installWhenNeeded, PROJECT } from './prepare.mjs';

installWhenNeeded();
process.env.OKIENKO_TEST_SCREENSHOTS = process.argv[2] ?? 'all';
const { run } = await import('jest');
await run(['--selectProjects', 'together', '--testMatch', '**/test/browser/screenshots.ts', '--runInBand'], PROJECT);
