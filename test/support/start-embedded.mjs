/**
 * Starts the embedded database as the product does, in a process that a test may kill. Needs the compiled modules.
 * argv: folder of the compiled modules, data folder. Prints one line of JSON when it is up; stops on SIGTERM.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , compiled, dataFolder] = process.argv;
const { startEmbeddedPostgres } = await import(pathToFileURL(join(compiled, 'postgres', 'embedded.js')));
try {
  const said = [];
  const postgres = await startEmbeddedPostgres({ dataFolder, say: (sentence) => said.push(sentence) });
  const { url, pid, home } = postgres;
  console.log(JSON.stringify({ url, pid, home, said }));
  process.on('SIGTERM', () => postgres.stop().then(() => process.exit(0)));
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
  process.exitCode = 1;
}
