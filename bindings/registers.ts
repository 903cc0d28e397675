/** Binds the worker handlers to the built-in registers: CRM and DMS behind the outbox, messages into theirs, all in one database. */
import type pg from 'pg';
import {
  builtInCrm,
  builtInDms,
  crmOverOutbox,
  dmsOverOutbox,
  type JobHandler,
  jobHandlers,
  messageOutbox,
  Outbox,
  type OutboxWatch,
} from '../workers/index.js';
import type { CasePort, Clock } from '../workers/ports.js';

export interface RegisterBinding {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly cases: CasePort;
  readonly log: { warn(details: object, message: string): void };
}

/** The outbox isn't started: either its timer delivers (`start`), or whoever keeps the time does (`drain`). */
export function bindRegisters({ pool, clock, cases, log }: RegisterBinding): {
  readonly outbox: Outbox;
  readonly handlers: ReadonlyMap<string, JobHandler>;
} {
  const outbox = new Outbox({ pool, clock, peers: { crm: builtInCrm, dms: builtInDms }, log, watch: noteOnCase(cases) });
  const handlers = jobHandlers({
    cases,
    crm: crmOverOutbox(outbox),
    dms: dmsOverOutbox(pool, outbox, clock),
    messages: messageOutbox(pool, clock),
  });
  return { outbox, handlers };
}

/** What nobody tries any more stands on the case's timeline, where its people see it. */
function noteOnCase(cases: CasePort): OutboxWatch {
  return {
    async delivered() {},
    async held({ effectKey, system, action, caseRun }, { code }) {
      const [engine = '', elementInstanceKey = '', effect = ''] = effectKey.split('/');
      const key = { engine, elementInstanceKey, effect: `${effect}:held` };
      if (caseRun !== null) await cases.note({ key, caseRun, act: 'delivery.held', facts: { system, action, code } });
    },
  };
}
