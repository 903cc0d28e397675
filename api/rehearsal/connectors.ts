/** What a rehearsal's workers send goes nowhere: it is kept, to be shown. */
import type { CodeBook } from '../../workers/index.js';
import type { CrmPort, DmsPort, MessagePort, RecordSystem, SaidOutcome } from '../../workers/ports.js';
import type { EngineClock } from '../engine-port/port.js';

/** Something that would have left the house. */
export interface WouldBeSent {
  readonly at: string;
  readonly system: 'crm' | 'dms' | 'mail' | 'sms' | 'letter';
  /** Of a system: what it would be asked to do. */
  readonly action: 'contact' | 'status' | 'resolve' | 'open-file' | 'document' | 'close-file' | 'message';
  readonly to: string | null;
  readonly subject: string | null;
  readonly text: string | null;
  /** Element instance whose step it is. */
  readonly by: string;
}

export class Unsent {
  readonly list: WouldBeSent[] = [];
  /** Case runs with an open file. */
  readonly #files = new Set<string>();

  constructor(
    private readonly clock: EngineClock,
    private readonly codes: CodeBook,
  ) {}

  /** A colleague closes the file by hand: the document system's own act. */
  fileClosed(caseRun: string): void {
    this.#files.delete(caseRun);
  }

  readonly crm: CrmPort = {
    recordContact: async ({ key, facts }) => {
      this.#keep(key.elementInstanceKey, { system: 'crm', action: 'contact', subject: facts.title });
      return { contactId: `proba-crm-${key.elementInstanceKey}` };
    },
    updateStatus: async ({ key, status }) => this.#keep(key.elementInstanceKey, { system: 'crm', action: 'status', subject: status }),
    resolveCase: async ({ key, outcome }) =>
      this.#keep(key.elementInstanceKey, { system: 'crm', action: 'resolve', subject: await this.#theirs('crm', outcome) }),
  };

  readonly dms: DmsPort = {
    openFile: async ({ key, facts, department }) => {
      this.#files.add(facts.caseRun);
      this.#keep(key.elementInstanceKey, { system: 'dms', action: 'open-file', to: department, subject: facts.title });
      return { fileId: `proba-dms-${key.elementInstanceKey}` };
    },
    addDocument: async ({ key, name }) => this.#keep(key.elementInstanceKey, { system: 'dms', action: 'document', subject: name }),
    closeFile: async ({ key, facts, outcome }) => {
      if (!this.#files.delete(facts.caseRun)) return false;
      this.#keep(key.elementInstanceKey, { system: 'dms', action: 'close-file', subject: await this.#theirs('dms', outcome) });
      return true;
    },
  };

  readonly messages: MessagePort = {
    send: async ({ key, channel, to, recipientName, subject, text }) =>
      this.#keep(key.elementInstanceKey, {
        system: channel,
        action: 'message',
        to: recipientName === '' ? to : to.startsWith('proba:') ? recipientName : `${recipientName}, ${to}`,
        subject,
        text,
      }),
  };

  /** As it would be said; a code that the system hasn't stands as ours. */
  async #theirs(system: RecordSystem, { whose, code }: SaidOutcome): Promise<string> {
    if (whose === 'theirs') return code;
    return (await this.codes.theirs(system, { kind: 'outcome', code }, this.clock.now())) ?? code;
  }

  #keep(by: string, sent: Pick<WouldBeSent, 'system' | 'action'> & Partial<WouldBeSent>): void {
    this.list.push({ at: new Date(this.clock.now()).toISOString(), to: null, subject: null, text: null, ...sent, by });
  }
}
