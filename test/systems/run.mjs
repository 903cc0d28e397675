/** `npm run test:systems [-- NAME …]`: the contracts of our adapters against the real servers, from the sources. */
import { register } from 'node:module';

register('../conformance/typescript-loader.mjs', import.meta.url);
const { main } = await import('./main.ts');
process.exit(await main(process.argv.slice(2)));
