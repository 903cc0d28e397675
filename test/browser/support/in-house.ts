/** What each browser test file begins with: a house and a browser of its own, which end with it. */
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.js';
import { type House, type HouseOptions, openHouse } from './house.js';

const OPENING_MS = 240_000;

/** `options` of the house are asked for once; `opened` is called before the first test; whatever it returns is waited for. After each test the server is back. */
export function inHouse(
  opened: (house: House, browser: Browser) => unknown,
  options: () => Promise<HouseOptions> = async () => ({}),
): void {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([options().then(openHouse), openBrowser()]);
    await opened(house, browser);
  }, OPENING_MS);
  afterEach(() => house.setDown(false));
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });
}
