/** What everybody must be able to use: axe's rules, and walking by keyboard. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const AXE = require.resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** Each violation as a sentence; `[]` when there is none. */
export async function axe(page: Page): Promise<readonly string[]> {
  const source = await readFile(AXE, 'utf8');
  // By the debugging protocol, so that the page's content security policy need not allow it.
  await page.evaluate(source);
  // React Aria's announcer keeps what it said for some seconds, also when the button that it names is gone by then.
  const { violations } = await page.evaluate<Found>(
    `axe.run({ exclude: ['[data-live-announcer]'] }, { runOnly: ${JSON.stringify(RULES)} })`,
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

/** Tab until what has the focus fits; fails after `most` stops, so a trap is found too. */
export async function tabTo(page: Page, wanted: RegExp, most = 40): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (wanted.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Expected Tab to reach ${wanted}, but it went through: ${passed.join(' · ')}`);
}

/** How far the page can be scrolled sideways, px: 0 unless something doesn't fit (1.4.10). */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Waits until it holds, for what the page does behind its back. */
export async function soon(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100)))
    if (await holds()) return;
  throw new Error('Expected it to happen within 20 s, but it did not');
}
