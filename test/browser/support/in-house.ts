/** What each browser test file begins with: a house and a browser of its own, which end with it. */
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.js';
import { type House, openHouse } from './house.js';

const OPENING_MS = 240_000;

/** `opened` is called before the first test; whatever it returns is waited for. After each test the server is back. */
export function inHouse(opened: (house: House, browser: Browser) => unknown): void {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(), openBrowser()]);
    await opened(house, browser);
  }, OPENING_MS);
  afterEach(() => house.setDown(false));
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });
}
