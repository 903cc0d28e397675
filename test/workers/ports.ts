/** What tests of the workers share: a clock that stands where it is put, facts of a case, keys of effects. */
import type { CodeBook } from '../../workers/index.js';
import type { CaseFacts, EffectKey } from '../../workers/ports.js';

export class PinnedClock {
  constructor(private atMs: number = Date.parse('2026-03-02T09:00:00Z')) {}
  now(): number {
    return this.atMs;
  }
  advance(ms: number): void {
    this.atMs += ms;
  }
}

export const SILENT = { warn: () => undefined };

let elements = 0;
/** A new element instance each time. */
export function newKey(effect: string): EffectKey {
  elements++;
  return { engine: 'embedded', elementInstanceKey: String(elements), effect };
}

export function factsOf(caseNumber: string, changes: Partial<CaseFacts> = {}): CaseFacts {
  return {
    caseNumber,
    caseRun: `${caseNumber}/1`,
    caseType: 'resident-matter',
    title: 'Dziura w jezdni',
    classification: { code: 'road-damage', name: 'Uszkodzona nawierzchnia' },
    department: 'ZDiT',
    channel: 'phone',
    replyChannel: 'mail',
    resident: { id: '1', name: 'Anna Przykładowa', email: 'anna@example.org', phone: null, postalAddress: null },
    tier: 'line-1',
    assignee: null,
    promiseAt: null,
    statutoryAt: null,
    plannedAt: null,
    outcomeCode: null,
    closingText: null,
    registeredAt: '2026-03-02T09:00:00.000Z',
    closedAt: null,
    ...changes,
  };
}

/** A system that calls everything as we do. */
export const SAME_CODES: CodeBook = { theirs: async (_system, { code }) => code, means: async (_system, { code }) => code };
