/** The scenarios against the real server. With OKIENKO_TEST_RECORD=1 what it says is written down for `npm test`. */
import { Stand } from '../exchanges.js';
import { recording } from '../recorded.js';
import { serverUnderTest } from '../system.js';
import { SCENARIOS } from './scenarios.js';

/** Request Tracker takes a tenth of a second of a processor for each answer. */
const LIMIT_MS = 240_000;

test.each(Object.keys(SCENARIOS))(
  '%s',
  async (name) => {
    const { url, settings } = serverUnderTest();
    const stand = await Stand.open({ target: url, ...recording('rt', name) });
    const tokens = { token: settings.token ?? '', people: settings.people ?? '', weak: settings.weak ?? '' };
    await SCENARIOS[name]?.({ stand, tokens });
    await stand.close();
  },
  LIMIT_MS,
);
