/** What a run came to, as a table and as lines that a runner counts. PURE. */
import type { DrillResult } from './drill.js';
import { FAULT_KINDS, type FaultKind } from './faults.js';

/** What a pair has no part for. */
const NOT_EVERYWHERE: ReadonlySet<FaultKind> = new Set(['crm-told-twice', 'crm-told-out-of-order', 'crm-stranger']);
const MOST_FINDINGS = 20;

/** Faults that were to come and never did. */
export function neverHappened({ pair, faults, hasDms }: DrillResult): readonly FaultKind[] {
  const expected = FAULT_KINDS.filter(
    (kind) => (pair.startsWith('webhook') || !NOT_EVERYWHERE.has(kind)) && (hasDms || !kind.startsWith('dms-')),
  );
  return expected.filter((kind) => faults.of(kind) === 0);
}

/** Between what it really ran. */
export function nameOf({ pair, hasDms }: DrillResult): string {
  return hasDms ? pair : pair.replace(/cmis$/, 'built-in');
}

export function holds({ verdict }: DrillResult): readonly boolean[] {
  return [verdict.twice, verdict.lost, verdict.drift].map(({ length }) => length === 0);
}

export function tableOf(result: DrillResult): string {
  const { cases, verdict, ledger, repeated, healMs, liveMs, unansweredActs } = result;
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;
  const rows: readonly (readonly [string, string | number])[] = [
    ['cases', `${cases} in ${seconds(liveMs)} (${(cases / (liveMs / 1_000)).toFixed(1)}/s)`],
    ['messages to CRM and DMS', ledger.messages],
    ['retries', ledger.retries],
    ['left to a person', ledger.held],
    ['duplicates that arrived', repeated + ledger.foundAgain],
    ['acts of people whose answer was lost', unansweredActs],
    ['effects applied twice', verdict.twice.length],
    ['cases lost', verdict.lost.length],
    ['drift before the house compared', result.driftBefore],
    ['drift after recovery', verdict.drift.length],
    ['differences that the house named', result.namedByHouse.length],
    ['time to heal', `${seconds(healMs.wall)} (${seconds(healMs.virtual)} virtual)`],
  ];
  const faults = FAULT_KINDS.map((kind) => [kind, result.faults.of(kind)] as const).filter(([, times]) => times > 0);
  const findings = Object.entries(verdict).flatMap(([kind, all]) => all.slice(0, MOST_FINDINGS).map((one: string) => `${kind}: ${one}`));
  return [
    `| ${nameOf(result)} | |`,
    '| --- | ---: |',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    ...faults.map(([kind, times]) => `| fault: ${kind} | ${times} |`),
    ...findings,
    ...result.namedByHouse.slice(0, MOST_FINDINGS).map((one) => `named by the house: ${one}`),
  ].join('\n');
}
