/** A node of its own process, for tests that kill or pause it. Runs from the sources; see node-main.ts. */
import { register } from 'node:module';

register('../conformance/typescript-loader.mjs', import.meta.url);
await import('./node-main.ts');
