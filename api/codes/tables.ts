/**
 * The tables of codes (table code_table): our statuses and outcomes in the words of the CRM and the DMS, theirs in ours. Each question is
 * about a moment: the version that counts then answers. An unknown code has no answer; nothing here knows a default.
 */
import type { Code, CodeBook } from '../../workers/index.js';
import type { RecordSystem } from '../../workers/ports.js';
import { type Database, row, type Statements } from '../database.js';
import type { EnginePort } from '../engine-port/port.js';

export const DIRECTIONS = ['outward', 'inward'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface TableKey {
  readonly system: RecordSystem;
  readonly direction: Direction;
}

/** Of the DMN file, the decision that is asked. */
const DECISION = 'codes';
const MOST_KNOWN = 5_000;

/** `no-table`: what this system says isn't put into our codes. */
export type Understood = { readonly type: 'ours'; readonly code: string } | { readonly type: 'unknown' } | { readonly type: 'no-table' };

export class CodeTables implements CodeBook {
  /** A version never changes, so neither does what it says of a code. */
  readonly #known = new Map<string, string | undefined>();

  constructor(
    private readonly db: Database,
    private readonly engine: Pick<EnginePort, 'tryDecision'>,
  ) {}

  async theirs(system: RecordSystem, code: Code, atMs: number): Promise<string | undefined> {
    const key = { system, direction: 'outward' } as const;
    const version = await this.inForce(key, atMs);
    return version === undefined ? undefined : this.#answer(key, version, code, this.db);
  }

  /** `on`: whoever is in a transaction asks in it; a second connection each would drain the pool. */
  async ours(system: RecordSystem, code: Code, atMs: number, on: Statements = this.db): Promise<Understood> {
    const key = { system, direction: 'inward' } as const;
    const version = await this.inForce(key, atMs, on);
    if (version === undefined) return { type: 'no-table' };
    const ours = await this.#answer(key, version, code, on);
    return ours === undefined ? { type: 'unknown' } : { type: 'ours', code: ours };
  }

  async means(system: RecordSystem, code: Code, atMs: number): Promise<string | undefined> {
    const understood = await this.ours(system, code, atMs);
    return understood.type === 'ours' ? understood.code : undefined;
  }

  /** undefined: there is none yet. */
  async inForce({ system, direction }: TableKey, atMs: number, on: Statements = this.db): Promise<number | undefined> {
    const found = await row<{ version: number }>(
      on,
      `SELECT version FROM code_table WHERE system = :system AND direction = :direction AND effective_from <= :at
        ORDER BY effective_from DESC, version DESC LIMIT 1`,
      { system, direction, at: new Date(atMs) },
    );
    return found?.version;
  }

  /** What a file says that needn't be published. */
  async answerOf(xml: string, { kind, code }: Code): Promise<string | undefined> {
    const trial = await this.engine.tryDecision({ xml, decisionId: DECISION, variables: { kind, code } });
    return trial.type === 'value' && typeof trial.value === 'string' && trial.value !== '' ? trial.value : undefined;
  }

  /** Why nobody could ask this file, or undefined. */
  async faultOf(xml: string): Promise<string | undefined> {
    const trial = await this.engine.tryDecision({ xml, decisionId: DECISION, variables: { kind: 'outcome', code: 'done' } });
    switch (trial.type) {
      case 'value':
        return undefined;
      case 'failure':
        return trial.reason;
      case 'invalid':
        return trial.faults.map(({ reason }) => reason).join('; ');
      case 'unknown':
        return `Expected a decision '${DECISION}', but there is none`;
    }
  }

  async #answer({ system, direction }: TableKey, version: number, code: Code, on: Statements): Promise<string | undefined> {
    const key = JSON.stringify([system, direction, version, code.kind, code.code]);
    if (this.#known.has(key)) return this.#known.get(key);
    const found = await row<{ xml: string }>(
      on,
      'SELECT xml FROM code_table WHERE system = :system AND direction = :direction AND version = :version',
      { system, direction, version },
    );
    const answer = found === undefined ? undefined : await this.answerOf(found.xml, code);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, answer);
    return answer;
  }
}
