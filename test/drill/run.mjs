/** `npm run drill`: thousands of cases while everything around them fails, from the sources. See docs/drill.md. */
import { register } from 'node:module';

register('../conformance/typescript-loader.mjs', import.meta.url);
const { main } = await import('./main.ts');
process.exit(await main(process.argv.slice(2)));
