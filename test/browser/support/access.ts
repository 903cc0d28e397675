/** What everybody must be able to use: axe's rules, and walking by keyboard. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const AXE = require.resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Each violation as a sentence; `[]` when there is none. */
export async function axe(page: Page): Promise<readonly string[]> {
  // By the debugging protocol, so that the page's content security policy need not allow it.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(await readFile(AXE, 'utf8'));
  // React Aria's announcer keeps what it said for some seconds, also when the button that it names is gone by then.
  // What passed stays in the page: with thousands of nodes it took ten times as long to carry over as to find.
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run({ exclude: ['[data-live-announcer]'] }, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html.slice(0, 300)}\n${failureSummary}`),
  );
}

/** What has the focus, as a person would name it. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return `${element?.tagName.toLowerCase() ?? ''} ${label.trim().replaceAll(/\s+/g, ' ')}`.trim();
  });
}

/** What is placed absolutely inside a part that scrolls, but not by it: it makes the page around longer than it looks. */
export function escaping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const scrollerOf = (element: Element) => {
      let at = element.parentElement;
      while (at !== null && !/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement;
      return at;
    };
    return [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((element) => {
        if (getComputedStyle(element).position !== 'absolute' || element.offsetParent === null) return false;
        return scrollerOf(element)?.contains(element.offsetParent) === false;
      })
      .map((element) => `${element.tagName.toLowerCase()} "${element.textContent?.slice(0, 60)}" in ${scrollerOf(element)?.className}`);
  });
}

/** Waits for the page's heading, and until nothing on it stands for something that is still to come. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
}

/** Tab until what has the focus fits, once the page is settled; fails after `most` stops, so a trap is found too. */
export async function tabTo(page: Page, wanted: RegExp, most = 40): Promise<void> {
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
  const passed: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (wanted.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Expected Tab to reach ${wanted}, but it went through: ${passed.join(' · ')}`);
}

/** As `tabTo`, to what is named by its role and name, also behind a table of a hundred cells. */
export async function tabOnto(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
  await pressUntil(page, key, wanted, MOST_STOPS);
}

/** In the list or tree that has the focus: from its beginning down to it. */
export async function arrowOnto(page: Page, wanted: Locator): Promise<void> {
  await page.keyboard.press('Home');
  if (!(await hasFocus(page, wanted))) await pressUntil(page, 'ArrowDown', wanted, MOST_STOPS);
}

const MOST_STOPS = 250;

async function pressUntil(page: Page, key: string, wanted: Locator, most: number): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press(key);
    const [isThere, now] = await Promise.all([hasFocus(page, wanted), focused(page)]);
    if (isThere) return;
    passed.push(now);
  }
  throw new Error(`Expected ${key} to reach ${wanted}, but it went through: ${passed.join(' · ')}`);
}

const hasFocus = async (page: Page, wanted: Locator): Promise<boolean> => (await wanted.and(page.locator(':focus')).count()) > 0;

/** How far the page can be scrolled sideways, px: 0 unless something doesn't fit (1.4.10). One that draws itself anew for a small window is waited for. */
export async function sidewaysPx(page: Page): Promise<number> {
  const measure = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const deadline = performance.now() + REDRAWN_MS; performance.now() < deadline; await page.waitForTimeout(50))
    if ((await measure()) === 0) return 0;
  return measure();
}
const REDRAWN_MS = 3_000;

/**
 * Tabs through the page; names what has the focus but can't be seen, because it lies outside of the window or under something that
 * sticks to its edge (2.4.11). Ends where the focus has gone round, or after `most` stops.
 */
export async function hiddenFocus(page: Page, most: number): Promise<readonly string[]> {
  const hidden = new Set<string>();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab');
    let seen = await focusSeen(page);
    // What scrolls to the focus, or is drawn only when it is near, needs a moment.
    for (let look = 0; seen === 'hidden' && look < LOOKS; look++) {
      await page.waitForTimeout(LOOK_MS);
      seen = await focusSeen(page);
    }
    if (seen === 'round') break;
    if (seen === 'hidden') hidden.add(await focused(page));
  }
  return [...hidden];
}

const LOOKS = 5;
const LOOK_MS = 100;

/** `round`: nothing on the page has the focus any more. */
function focusSeen(page: Page): Promise<'round' | 'seen' | 'hidden'> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return 'round';
    const { left, right, top, bottom } = element.getBoundingClientRect();
    // A part of it is enough: lists and text boxes may be higher than the window.
    const xs = [left + 2, (left + right) / 2, right - 2].map((x) => Math.min(Math.max(x, 1), innerWidth - 2));
    const ys = [top + 2, (top + bottom) / 2, bottom - 2].map((y) => Math.min(Math.max(y, 1), innerHeight - 2));
    const isSeen = xs.some((x) =>
      ys.some((y) => {
        const there = document.elementFromPoint(x, y);
        return there !== null && (element.contains(there) || there.contains(element) || there.closest('label')?.contains(element) === true);
      }),
    );
    const isInside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return isSeen && isInside ? 'seen' : 'hidden';
  });
}

/** Waits until it holds, for what the page does behind its back. */
export async function soon(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100)))
    if (await holds()) return;
  throw new Error('Expected it to happen within 20 s, but it did not');
}

/** Types a day, or a day with a time, part by part as people do; `moment` as `2026-11-24` or `2026-11-24T10:00`. The page is Polish. */
export async function typeDate(within: Page | Locator, name: string | RegExp, moment: string): Promise<void> {
  const parts = within.getByRole('group', { name }).getByRole('spinbutton');
  await parts.first().focus();
  const [day = '', time = ''] = moment.split('T');
  await parts.first().pressSequentially(`${day.split('-').reverse().join('')}${time.replace(':', '')}`);
}
