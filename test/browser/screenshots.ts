/** Takes the pictures of every page for people's eyes; run by scripts/screenshots.mjs, no part of the tests. What is taken is in shots/. */
import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { ADMIN } from './shots/admin.js';
import { AUDITOR } from './shots/auditor.js';
import { CLERKS } from './shots/clerks.js';
import { DESK } from './shots/desk.js';
import { FRAME } from './shots/frame.js';
import { OWNER } from './shots/owner.js';
import { RESIDENTS } from './shots/residents.js';
import { LAPTOP, PHONE, visit, visitAs } from './support/browser.js';
import type { House } from './support/house.js';
import { inHouse } from './support/in-house.js';

const FOLDER = new URL('../../screenshots/', import.meta.url).pathname;
const SHOTS = [...FRAME, ...DESK, ...CLERKS, ...OWNER, ...AUDITOR, ...ADMIN, ...RESIDENTS];

let house: House;
let browser: Browser;
inHouse(async (...opened) => {
  [house, browser] = opened;
  await mkdir(FOLDER, { recursive: true });
});

const wanted = process.env.OKIENKO_TEST_SCREENSHOTS ?? 'all';
const TALL_PX = 2_400;
const DEVICES = [
  { device: 'laptop', options: { viewport: LAPTOP } },
  { device: 'phone', options: { viewport: PHONE, hasTouch: true, isMobile: true } },
  { device: 'dark', options: { viewport: LAPTOP, colorScheme: 'dark' as const } },
];

test.each(SHOTS.filter(({ name }) => wanted === 'all' || wanted.split(',').some((part) => name.includes(part))))(
  '$name',
  async ({ name, as, go, isFull = false }) => {
    for (const { device, options: usual } of DEVICES) {
      const options = isFull ? { ...usual, viewport: { ...usual.viewport, height: TALL_PX } } : usual;
      const { page, context } =
        as === undefined ? await visit(browser, house.url, options) : await visitAs(browser, house.url, as, '/', options);
      if (!(device === 'phone' && name === 'queue-preview')) {
        await go(page, house);
        // The live stream never ends, so the network is never idle.
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForTimeout(800);
        await page.screenshot({ path: `${FOLDER}${name}-${device}.png` });
      }
      await context.close();
    }
  },
  120_000,
);
