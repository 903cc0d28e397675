/** Builds the web application when its sources changed: what the browser tests call, in a process of its own. */
import { buildApplicationWhenNeeded } from './prepare.mjs';

await buildApplicationWhenNeeded();
