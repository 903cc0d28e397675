/**
 * `npm run replay -- FILE …`: installs and builds when needed, then replays. What it does is in baltimore/main.ts.
 * `--short` stands for the 200 requests that the project carries.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenNeeded, installWhenNeeded, PROJECT } from '../scripts/prepare.mjs';

installWhenNeeded();
buildWhenNeeded();
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(join(PROJECT, 'dist', 'replay', 'baltimore', 'main.js')).href);
const short = join(PROJECT, 'test', 'fixtures', 'baltimore', 'requests.csv');
process.exit(await main(process.argv.slice(2).map((argument) => (argument === '--short' ? short : argument))));
