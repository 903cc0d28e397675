/** `npm run bench`: runs from the sources; TypeScript is compiled on the way in. See main.ts for what is measured. */
import { register } from 'node:module';

register('../test/conformance/typescript-loader.mjs', import.meta.url);
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
process.exit();
