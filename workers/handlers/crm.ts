/** `crm.contact.create`, `crm.case.resolve`: the front office's system follows the case. */
import { z } from 'zod';
import { caseRunOnly, completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort, CrmPort } from '../ports.js';
import { saidOutcome } from './said-outcome.js';

export function createContact(cases: CasePort, crm: CrmPort): JobHandler {
  return async (job) => {
    const { caseRun } = read(job, caseRunOnly);
    const key = effectKey(job);
    const { contactId } = await crm.recordContact({ key, facts: await cases.facts(caseRun) });
    await cases.linkRecord({ key, caseRun, system: 'crm', recordId: contactId, state: 'open' });
    return completed({ crmContactId: contactId });
  };
}

/** `crmCode`: models that put the outcome into the CRM's code by themselves. */
const resolution = z.object({ caseRun: z.string(), closing: z.object({ code: optionalText, crmCode: optionalText }) });

export function resolveInCrm(cases: CasePort, crm: CrmPort): JobHandler {
  return async (job) => {
    const { caseRun, closing } = read(job, resolution);
    const outcome = saidOutcome(closing.crmCode, closing.code);
    await crm.resolveCase({ key: effectKey(job), facts: await cases.facts(caseRun), outcome });
    return completed({ crmStatus: outcome.code });
  };
}
