/** What Tryton has, asked by its administrator, past our adapter and past the door with the faults. */
import { z } from 'zod';
import { ADMIN_PASSWORD, signedIn } from '../systems/tryton/seed.js';
import type { CrmRecordThere } from './oracle.js';

const tasks = z.array(
  z.object({ id: z.number(), comment: z.string().nullable(), progress: z.number().nullable(), 'status.': z.object({ name: z.string() }) }),
);

export async function readTryton(url: string): Promise<readonly CrmRecordThere[]> {
  const call = await signedIn(url, 'admin', ADMIN_PASSWORD);
  const fields = ['comment', 'progress', 'status.name'];
  const [company] = (await call('company.company.search', [], 0, 1, null, {})) as number[];
  const context = { company, language: 'en' };
  const found = tasks.parse(await call('project.work.search_read', [['type', '=', 'task']], 0, null, [['id', 'ASC']], fields, context));
  return found.map(({ id, comment, 'status.': { name } }) => {
    const [status = '', outcome = null] = name.split('/');
    return {
      caseRun: /^Okienko run: (.*)$/m.exec(comment ?? '')?.[1] ?? `task ${id}`,
      status: status.toLowerCase(),
      outcome,
      promiseAt: /^Okienko promise: (.*)$/m.exec(comment ?? '')?.[1] ?? null,
      // It keeps no history that would tell.
      changes: outcome === null ? 0 : 1,
      isInOrder: true,
    };
  });
}
