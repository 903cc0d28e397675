/** Preloaded (`--import`), so that worker threads too can run from the sources. */
import { register } from 'node:module';

register('../test/conformance/typescript-loader.mjs', import.meta.url);
