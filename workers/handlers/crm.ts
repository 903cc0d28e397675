/** `crm.contact.create`, `crm.case.resolve`: the front office's system follows the case. */
import { z } from 'zod';
import { caseRunOnly, completed, effectKey, type JobHandler, read } from '../job.js';
import type { CasePort, CrmPort } from '../ports.js';

export function createContact(cases: CasePort, crm: CrmPort): JobHandler {
  return async (job) => {
    const { caseRun } = read(job, caseRunOnly);
    const key = effectKey(job);
    const { contactId } = await crm.recordContact({ key, facts: await cases.facts(caseRun) });
    await cases.linkRecord({ key, caseRun, system: 'crm', recordId: contactId, state: 'open' });
    return completed({ crmContactId: contactId });
  };
}

const resolution = z.object({ caseRun: z.string(), closing: z.object({ crmCode: z.string().min(1) }) });

export function resolveInCrm(cases: CasePort, crm: CrmPort): JobHandler {
  return async (job) => {
    const { caseRun, closing } = read(job, resolution);
    await crm.resolveCase({ key: effectKey(job), facts: await cases.facts(caseRun), crmCode: closing.crmCode });
    return completed({ crmStatus: closing.crmCode });
  };
}
