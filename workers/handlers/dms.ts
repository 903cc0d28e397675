/** `dms.file.open`, `dms.file.close`: the department's file of the case. */
import { z } from 'zod';
import { completed, effectKey, type JobHandler, optionalText, read } from '../job.js';
import type { CasePort, DmsPort } from '../ports.js';
import { saidOutcome } from './said-outcome.js';

const opening = z.object({ caseRun: z.string(), plannedAt: optionalText, department: optionalText });

export function openFile(cases: CasePort, dms: DmsPort): JobHandler {
  return async (job) => {
    const { caseRun, plannedAt, department } = read(job, opening);
    const key = effectKey(job);
    if (plannedAt) await cases.planDate({ key: effectKey(job, 'plan-date'), caseRun, plannedAt });
    // Back from a wait, or from another tier, while the file is still open: it is that one.
    const link = await cases.linkedRecord(caseRun, 'dms');
    if (link?.state === 'open') return completed({ dmsFileId: link.recordId });
    const facts = await cases.facts(caseRun);
    const { fileId } = await dms.openFile({ key, facts, department: department ?? facts.department, plannedAt: plannedAt ?? null });
    await cases.linkRecord({ key, caseRun, system: 'dms', recordId: fileId, state: 'open' });
    return completed({ dmsFileId: fileId });
  };
}

/** `dmsCode`: models that put the outcome into the DMS's code by themselves. */
const closing = z.object({ caseRun: z.string(), closing: z.object({ code: optionalText, dmsCode: optionalText }) });

export function closeFile(cases: CasePort, dms: DmsPort): JobHandler {
  return async (job) => {
    const { caseRun, closing: outcome } = read(job, closing);
    const key = effectKey(job);
    const dmsClosed = await dms.closeFile({ key, facts: await cases.facts(caseRun), outcome: saidOutcome(outcome.dmsCode, outcome.code) });
    const link = await cases.linkedRecord(caseRun, 'dms');
    if (dmsClosed && link) await cases.linkRecord({ key, caseRun, system: 'dms', recordId: link.recordId, state: 'closed' });
    return completed({ dmsClosed });
  };
}
