/** What the api says of tables of codes. */
import { z } from 'zod';
import { RECORD_SYSTEMS } from '../../workers/ports.js';
import { findingSchema } from './check.js';
import { DIRECTIONS } from './tables.js';
import { trialSchema } from './trial.js';

export const tableParams = z.object({ system: z.enum(RECORD_SYSTEMS), direction: z.enum(DIRECTIONS) });

export const versionSchema = z.object({
  version: z.int(),
  state: z.enum(['past', 'in-force', 'scheduled']),
  effectiveFrom: z.iso.datetime(),
  at: z.iso.datetime().nullable(),
  by: z.string().nullable().meta({ description: 'null: came with Okienko.' }),
  note: z.string().nullable(),
});

export const xmlSchema = z.object({ xml: z.string().min(1).max(900_000).meta({ description: 'DMN with a decision `codes`.' }) });

export const checkedSchema = z
  .object({
    findings: z.array(findingSchema),
    blocked: z.boolean().meta({ description: 'It can’t be published so.' }),
    trial: trialSchema.nullable().meta({ description: 'null: it can’t be read.' }),
  })
  .meta({ id: 'CodeTableChecked' });

export const publicationSchema = xmlSchema.extend({
  basedOn: z.int().nonnegative().meta({ description: 'Newest version that was seen; 0: there was none.' }),
  effectiveOn: z.iso.date().nullable().meta({ description: 'From the beginning of that day in the city; null: from now on.' }),
  note: z.string().trim().min(3).max(500),
});
