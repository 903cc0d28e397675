/** `npm run build`: compiles everything into dist/, whether or not it changed. */
import { build, installWhenNeeded } from './prepare.mjs';

installWhenNeeded();
await build();
