/** The table of job types and their handlers: the job contract of processes/README.md, one row each. */
import type { JobHandler } from '../job.js';
import type { CasePort, CrmPort, DmsPort, MessagePort } from '../ports.js';
import { classify } from './classify.js';
import { closeCase } from './close-case.js';
import { noteContact } from './contact.js';
import { createContact, resolveInCrm } from './crm.js';
import { checkDeadline, computeDeadline, notifyDeadline } from './deadlines.js';
import { closeFile, openFile } from './dms.js';
import { forward, tellWhereToGo } from './not-ours.js';
import { reply } from './reply.js';
import { checkNotice, extendDeadline } from './statutory.js';
import { enterTier } from './tier.js';
import { pauseCase, resumeCase } from './waiting.js';

export interface WorkerPorts {
  readonly cases: CasePort;
  readonly crm: CrmPort;
  readonly dms: DmsPort;
  readonly messages: MessagePort;
}

/** What these jobs do is seen in the process alone, by what they answer: so a course can be foreseen with them, without any effect. */
export type CourseCases = Pick<CasePort, 'classify' | 'computeDates' | 'enterTier' | 'close'>;

export function courseHandlers(cases: CourseCases): ReadonlyMap<string, JobHandler> {
  return new Map<string, JobHandler>([
    ['matter.classify', classify(cases)],
    ['deadline.compute', computeDeadline(cases)],
    ['tier.enter', enterTier(cases)],
    ['case.close', closeCase(cases)],
  ]);
}

export function jobHandlers({ cases, crm, dms, messages }: WorkerPorts): ReadonlyMap<string, JobHandler> {
  return new Map<string, JobHandler>([
    ...courseHandlers(cases),
    ['deadline.check', checkDeadline(cases)],
    ['deadline.notify', notifyDeadline(cases)],
    ['deadline.extend', extendDeadline(cases, messages)],
    ['notice.check', checkNotice(cases)],
    ['case.pause', pauseCase(cases, messages)],
    ['case.resume', resumeCase(cases)],
    ['contact.note', noteContact(cases, messages)],
    ['crm.contact.create', createContact(cases, crm)],
    ['crm.case.resolve', resolveInCrm(cases, crm)],
    ['dms.file.open', openFile(cases, dms)],
    ['dms.file.close', closeFile(cases, dms)],
    ['notify.mail', reply('mail', cases, messages)],
    ['notify.sms', reply('sms', cases, messages)],
    ['notours.tell', tellWhereToGo(cases)],
    ['notours.forward', forward(cases, messages)],
  ]);
}
