/** Samples as the API takes and shows them. */
import { z } from 'zod';
import { caseFilterSchema } from '../cases/filter.js';
import { rule } from '../http/language.js';

const dateTime = z.iso.datetime();
const MOST_CASES = 500;

export const sampleParams = z.object({ id: z.uuid() });
export const pointParams = sampleParams.extend({
  place: z.coerce.number().int().positive().max(MOST_CASES),
  point: z.coerce.number().int().nonnegative().max(19),
});

export const drawSchema = z
  .object({
    name: z.string().trim().min(1, rule('Nazwij próbę', 'Name the sample')).max(200),
    seed: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'The same seed draws the same cases; by default eight random letters and digits.' }),
    filter: caseFilterSchema.default({}),
    size: z.int().min(1).max(MOST_CASES),
    points: z
      .array(z.string().trim().min(1).max(300))
      .min(1, rule('Podaj, co sprawdzasz', 'Say what you check'))
      .max(20)
      .meta({ description: 'What is checked of each case.' }),
  })
  .meta({ id: 'SampleDraw' });

export const resultSchema = z
  .object({
    result: z.enum(['ok', 'finding']).nullable().meta({ description: 'Null takes it back.' }),
    note: z.string().trim().max(4000).default(''),
  })
  .refine(({ result, note }) => result !== 'finding' || note !== '', {
    path: ['note'],
    message: rule('Opisz uwagę', 'Describe the finding'),
  })
  .meta({ id: 'SampleResult' });

export const closingSchema = z
  .object({ conclusion: z.string().trim().min(1, rule('Napisz wniosek', 'Write the conclusion')).max(10_000) })
  .meta({ id: 'SampleClosing' });

export const sampleSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    seed: z.string(),
    filter: caseFilterSchema,
    points: z.array(z.string()),
    wanted: z.int(),
    population: z.int().meta({ description: 'Cases that the filter held when the sample was drawn.' }),
    drawnAt: dateTime,
    drawnBy: z.string(),
    closedAt: dateTime.nullable(),
    closedBy: z.string().nullable(),
    conclusion: z.string().nullable(),
    cases: z.int(),
    checked: z.int().meta({ description: 'Cases of which every point has a result.' }),
    withFindings: z.int(),
  })
  .meta({ id: 'Sample' });

export const sampleWithCasesSchema = sampleSchema
  .extend({
    drawn: z.array(
      z.object({
        place: z.int().meta({ description: 'In the order of the draw.' }),
        number: z.string(),
        classificationName: z.string(),
        status: z.string(),
        registeredAt: dateTime,
        closedAt: dateTime.nullable(),
        findings: z.array(z.object({ point: z.int(), result: z.enum(['ok', 'finding']), note: z.string(), by: z.string(), at: dateTime })),
      }),
    ),
  })
  .meta({ id: 'SampleWithCases' });
