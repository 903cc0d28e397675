/** Words as one byte. A code is for ever: new words get new codes, none is given twice. */
import type { Command, ElementState, IncidentType, Job } from '../../core/index.js';
import { EncodingError } from './encoding-error.js';

class Codes<W extends string> {
  private readonly words = new Map<number, W>();

  constructor(
    private readonly what: string,
    private readonly codes: Readonly<Record<W, number>>,
  ) {
    for (const word in codes) this.words.set(codes[word], word);
  }

  get all(): readonly W[] {
    return [...this.words.values()];
  }

  code(word: W): number {
    return this.codes[word];
  }

  word(code: number): W {
    const word = this.words.get(code);
    if (word === undefined) throw new EncodingError('ENCODING_CORRUPT', `Expected the code of a ${this.what}, but found ${code}`);
    return word;
  }
}

/** 0–3: shares a flag word. */
export const ELEMENT_STATES = new Codes<ElementState>('element state', { activating: 0, activated: 1, completing: 2, terminating: 3 });

export const JOB_STATES = new Codes<Job['state']>('job state', { activatable: 0, backoff: 1, failed: 2, errorThrown: 3 });

export const INCIDENT_TYPES = new Codes<IncidentType>('incident type', {
  IO_MAPPING_ERROR: 1,
  EXTRACT_VALUE_ERROR: 2,
  CONDITION_ERROR: 3,
  JOB_NO_RETRIES: 4,
  UNHANDLED_ERROR_EVENT: 5,
  CALLED_ELEMENT_ERROR: 6,
  CALLED_DECISION_ERROR: 7,
  DECISION_EVALUATION_ERROR: 8,
  FORM_NOT_FOUND: 9,
  MESSAGE_SIZE_EXCEEDED: 10,
});

/** `history.command`. */
export const COMMANDS = new Codes<Command['type']>('command', {
  deploy: 1,
  createInstance: 2,
  cancelInstance: 3,
  completeJob: 4,
  failJob: 5,
  throwJobError: 6,
  updateJobRetries: 7,
  resolveIncident: 8,
  setVariables: 9,
  publishMessage: 10,
  completeUserTask: 11,
  assignUserTask: 12,
  updateUserTask: 13,
  triggerTimer: 14,
  triggerStartTimer: 15,
  endJobBackoff: 16,
  expireMessage: 17,
  continueTree: 18,
  refuseOversizedJob: 19,
});
