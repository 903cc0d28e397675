/**
 * One owner per field of a matter: whose word counts when two systems differ. People read it as a table; whoever compares systems repairs
 * towards the owner. What an effect carries stands in exactly one row, as `action.field` of connectors/crm-effects.ts and dms-effects.ts.
 */
import type { CrmEffectPart } from './connectors/crm-effects.js';
import type { DmsEffectPart } from './connectors/dms-effects.js';

/** `case`: Okienko itself. `department`: the system in which the department plans its work. */
export const FIELD_OWNERS = ['case', 'crm', 'dms', 'department'] as const;

interface OwnedField {
  readonly owner: (typeof FIELD_OWNERS)[number];
  /** What tells it to the other systems; empty: nothing does yet. */
  readonly crm: readonly CrmEffectPart[];
  readonly dms: readonly DmsEffectPart[];
}

export const OWNED_FIELDS = {
  key: {
    owner: 'case',
    crm: ['record.id', 'record.caseNumber', 'record.caseRun', 'change.caseNumber', 'change.caseRun', 'dates.caseNumber', 'dates.caseRun'],
    dms: [
      'open.id',
      'open.caseNumber',
      'open.caseRun',
      'close.caseRun',
      'document.caseRun',
      'plan.caseRun',
      'paper.caseRun',
      'paper.documentId',
      'move.caseRun',
      'move.toCase',
      'move.toCaseRun',
    ],
  },
  subject: { owner: 'case', crm: ['record.title'], dms: ['open.title'] },
  channel: { owner: 'case', crm: ['record.channel'], dms: [] },
  status: { owner: 'case', crm: ['change.status'], dms: [] },
  outcome: { owner: 'case', crm: ['change.outcome'], dms: ['close.result'] },
  dates: {
    owner: 'case',
    crm: ['record.promiseAt', 'record.statutoryAt', 'dates.revision', 'dates.promiseAt', 'dates.statutoryAt'],
    dms: [],
  },
  moments: { owner: 'case', crm: ['record.at'], dms: ['open.at', 'close.at', 'plan.at'] },
  department: { owner: 'case', crm: [], dms: ['open.department'] },
  contactData: { owner: 'crm', crm: ['record.resident'], dms: [] },
  consents: { owner: 'crm', crm: [], dms: [] },
  fileNumber: { owner: 'dms', crm: [], dms: [] },
  documents: {
    owner: 'dms',
    crm: [],
    dms: [
      ...(['document.documentId', 'document.name', 'document.sha256', 'document.at'] as const),
      ...(['move.documentId', 'move.isOurs', 'move.name', 'move.sha256', 'move.at'] as const),
    ],
  },
  paper: { owner: 'case', crm: [], dms: ['paper.store', 'paper.place', 'paper.at'] },
  signature: { owner: 'dms', crm: [], dms: [] },
  archiveClass: { owner: 'dms', crm: [], dms: [] },
  plannedWork: { owner: 'department', crm: [], dms: ['open.plannedAt', 'plan.plannedAt'] },
} as const satisfies Readonly<Record<string, OwnedField>>;
