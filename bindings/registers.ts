/** Binds the worker handlers to the CRM and the DMS of the installation, both behind the outbox, and to the register of messages. */
import type pg from 'pg';
import { crmOverOutbox, dmsOverOutbox, type JobHandler, jobHandlers, messageOutbox, Outbox, type OutboxWatch } from '../workers/index.js';
import type { CasePort, Clock, EffectKey } from '../workers/ports.js';
import { BUILT_IN, type Peers } from './peers.js';

export interface RegisterBinding {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly cases: CasePort;
  readonly log: { warn(details: object, message: string): void };
  /** Absent: the built-in registers. */
  readonly peers?: Peers;
}

/** The outbox isn't started: either its timer delivers (`start`), or whoever keeps the time does (`drain`). */
export function bindRegisters({ pool, clock, cases, log, peers = BUILT_IN }: RegisterBinding): {
  readonly outbox: Outbox;
  readonly handlers: ReadonlyMap<string, JobHandler>;
} {
  const outbox = new Outbox({ pool, clock, peers, log, watch: noteOnCase(cases) });
  const handlers = jobHandlers({
    cases,
    crm: crmOverOutbox(outbox),
    dms: dmsOverOutbox(pool, outbox, clock),
    messages: messageOutbox(pool, clock),
  });
  return { outbox, handlers };
}

/** The number that another system gave, and what nobody tries any more, stand on the case's timeline, where its people see them. */
function noteOnCase(cases: CasePort): OutboxWatch {
  return {
    async delivered({ effectKey, system, caseRun }, { id, number }) {
      if (caseRun === null || number === null) return;
      await cases.note({ key: partOf(effectKey, 'numbered'), caseRun, act: `${system}.numbered`, facts: { recordId: id, number } });
    },
    async held({ effectKey, system, action, caseRun }, { code }) {
      if (caseRun !== null)
        await cases.note({ key: partOf(effectKey, 'held'), caseRun, act: 'delivery.held', facts: { system, action, code } });
    },
  };
}

function partOf(effectText: string, part: string): EffectKey {
  const [engine = '', elementInstanceKey = '', effect = ''] = effectText.split('/');
  return { engine, elementInstanceKey, effect: `${effect}:${part}` };
}
