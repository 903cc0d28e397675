/**
 * Names of process variables that the product and its workers set (processes/README.md, "Job contract"). A form's values must not carry
 * them: whoever could, would point a case's process at another case, or close it without its time to undo.
 */
const RESERVED: ReadonlySet<string> = new Set([
  'caseRun',
  'caseNumber',
  'registeredBy',
  'reopens',
  'entryTier',
  'entry',
  'tier',
  'assignee',
  'knockAt',
  'toTier',
  'toPerson',
  'unknownDecision',
  'routing',
  'closing',
  'noteKind',
  'contactId',
  'dmsCode',
  'dmsFileId',
  'dmsClosed',
  'crmContactId',
  'crmStatus',
  'replyChannel',
  'fallbackChannel',
  'promiseAt',
  'nextAt',
  'alertState',
  'alertKind',
  'alertAt',
  'resumeTier',
  'noticeAt',
  'waitUntil',
  'waitEnded',
  'replied',
  'asked',
  'dates',
  'noticeState',
  'changedAt',
  'extended',
  // Have fields of their own beside the values.
  'decision',
  'outcome',
]);

export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}
