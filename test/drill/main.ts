/** Runs the drill between each pair of systems that was asked for. Resolves to the exit code: 0 only when the three zeros hold everywhere. */
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type DrillResult, drill } from './drill.js';
import { FAULT_KINDS } from './faults.js';
import { readOptions } from './options.js';
import { Missing } from './pairs.js';
import { planOf } from './plan.js';
import { holds, nameOf, neverHappened, tableOf } from './table.js';

const SHORT = { cases: 120, atOnce: 40, hourPassesInMs: 8_000, healLimitMs: 300_000 };
const LONG = { cases: undefined, atOnce: 120, hourPassesInMs: 60_000, healLimitMs: 900_000 };
/** What people said, where the data are there; a few sentences else. */
const WORDS = fileURLToPath(new URL('../../../shared/data/wroclaw-interventions.csv', import.meta.url));
const FEW_WORDS = ['Dziura w jezdni.', 'Lampa nie świeci.', 'Zapadnięty chodnik.', 'Zalane przejście.'];

export async function main(given: readonly string[]): Promise<number> {
  const asked = readOptions(given);
  const form = asked.isShort ? SHORT : LONG;
  const results: DrillResult[] = [];
  let isGood = true;
  for (const pair of asked.pairs) {
    const begunMs = performance.now();
    const tell = (sentence: string): void =>
      console.log(`${pair} ${((performance.now() - begunMs) / 1_000).toFixed(0).padStart(4)} s: ${sentence}`);
    const plan = (cases: number) => planOf({ seed: asked.seed, cases, notes: notes() });
    const cases = asked.cases ?? form.cases;
    try {
      const result = await drill({ ...form, pair, plan, cases, seed: asked.seed, tell });
      results.push(result);
      isGood = report(result) && isGood;
    } catch (error) {
      if (error instanceof Missing) console.log(`drill skipped: ${pair}: ${error.message}`);
      else {
        console.error(error);
        console.log(`drill-${pair} 0/4`);
        isGood = false;
      }
    }
  }
  if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify(results.map(asJson), null, 2)}\n`);
  return isGood ? 0 : 1;
}

/** The three zeros, and that every fault was there. */
function report(result: DrillResult): boolean {
  console.log(tableOf(result));
  const missing = neverHappened(result);
  if (missing.length > 0) console.log(`Expected each fault to come, but there was no ${missing.join(', ')}`);
  const checks = [...holds(result), missing.length === 0];
  console.log(`drill-${nameOf(result)} ${checks.filter(Boolean).length}/${checks.length}`);
  return checks.every(Boolean);
}

function asJson({ faults, ...result }: DrillResult): object {
  return { ...result, faults: Object.fromEntries(FAULT_KINDS.map((kind) => [kind, faults.of(kind)])) };
}

function notes(): readonly string[] {
  if (!existsSync(WORDS)) return FEW_WORDS;
  const [, ...lines] = readFileSync(WORDS, 'utf8').split(/\r?\n/);
  const found = lines.map((line) => line.split(',')[2]?.trim() ?? '').filter((word) => word !== '');
  return found.length === 0 ? FEW_WORDS : found;
}
