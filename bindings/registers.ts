/** Binds the worker handlers to the CRM and the DMS of the installation, both behind the outbox, and to the register of messages. */
import type pg from 'pg';
import {
  type CodeBook,
  crmOverOutbox,
  dmsOverOutbox,
  type JobHandler,
  jobHandlers,
  messageOutbox,
  Outbox,
  type OutboxWatch,
} from '../workers/index.js';
import type { CasePort, Clock, EffectKey } from '../workers/ports.js';
import type { LeavingMail } from './mail.js';
import { BUILT_IN, type Peers } from './peers.js';

export interface RegisterBinding {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly cases: CasePort;
  readonly codes: CodeBook;
  readonly log: { warn(details: object, message: string): void };
  /** Absent: the built-in registers. */
  readonly peers?: Peers;
  /** Absent: letters stay in the message outbox, where people read them. */
  readonly mail?: LeavingMail | undefined;
}

/** The outbox isn't started: either its timer delivers (`start`), or whoever keeps the time does (`drain`). */
export function bindRegisters({ pool, clock, cases, codes, log, peers = BUILT_IN, mail }: RegisterBinding): {
  readonly outbox: Outbox;
  readonly handlers: ReadonlyMap<string, JobHandler>;
} {
  const outbox = new Outbox({ pool, clock, peers: { ...peers, ...mail?.peers(pool) }, log, codes, watch: noteOnCase(cases, mail) });
  const handlers = jobHandlers({
    cases,
    crm: crmOverOutbox(outbox),
    dms: dmsOverOutbox(pool, outbox, clock, codes),
    messages: mail?.messages ?? messageOutbox(pool, clock),
  });
  return { outbox, handlers };
}

/** The number that another system gave, and what nobody tries any more, stand on the case's timeline, where its people see them. */
function noteOnCase(cases: CasePort, mail: LeavingMail | undefined): OutboxWatch {
  return {
    async delivered({ effectKey, system, caseRun }, { id, number }) {
      if (caseRun === null || number === null) return;
      await cases.note({ key: partOf(effectKey, 'numbered'), caseRun, act: `${system}.numbered`, facts: { recordId: id, number } });
    },
    async held({ effectKey, system, action, caseRun }, { code, detail }) {
      if (system === 'mail') return mail?.held(effectKey, { code, detail });
      if (caseRun !== null)
        await cases.note({ key: partOf(effectKey, 'held'), caseRun, act: 'delivery.held', facts: { system, action, code } });
    },
  };
}

function partOf(effectText: string, part: string): EffectKey {
  const [engine = '', elementInstanceKey = '', effect = ''] = effectText.split('/');
  return { engine, elementInstanceKey, effect: `${effect}:${part}` };
}
