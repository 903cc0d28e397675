/** The scenarios against the real server. With OKIENKO_TEST_RECORD=1 what it says is written down for `npm test`. */
import { Stand } from '../exchanges.js';
import { recording } from '../recorded.js';
import { serverUnderTest } from '../system.js';
import { play, SCENARIOS } from './scenarios.js';

const LIMIT_MS = 240_000;

test.each(Object.keys(SCENARIOS))(
  '%s',
  async (name) => {
    const stand = await Stand.open({ target: new URL(serverUnderTest().url).origin, ...recording('tryton', name) });
    await play(stand, name);
    await stand.close();
  },
  LIMIT_MS,
);
