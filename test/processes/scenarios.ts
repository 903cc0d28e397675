/** Owns the form of a scenario: the acts that `processes/SCENARIOS.md` describes. */
import { z } from 'zod';
import { CASE_TYPES, textOfFile } from './model-file.js';

const variables = z.record(z.string(), z.json());
const duration = z
  .string()
  .regex(/^-?P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/, 'Expected a duration of days and time, but got something else');
const run = z.int().min(1).default(1);

const act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('start'), run, variables }),
  z.strictObject({ act: z.literal('complete'), run, element: z.string(), by: z.string(), variables }),
  z.strictObject({ act: z.literal('publish'), run, name: z.string(), entry: z.int().min(1).optional(), timeToLive: duration, variables }),
  z.strictObject({ act: z.literal('advance'), by: duration }),
  z.strictObject({
    act: z.literal('advanceTo'),
    run,
    moment: z.enum(['reminder', 'promise', 'escalation', 'overdue', 'statutory', 'notice', 'wait']),
    after: duration.optional(),
    before: duration.optional(),
  }),
  z.strictObject({ act: z.literal('moveDates'), run, by: duration }),
  z.strictObject({ act: z.literal('setCase'), closingText: z.boolean() }),
  z.strictObject({ act: z.literal('expectOpen'), run, element: z.string(), assignee: z.string().optional() }),
  z.strictObject({ act: z.literal('expectNotOpen'), run, element: z.string() }),
  z.strictObject({ act: z.literal('expectEffect'), job: z.string(), times: z.int().min(0), variables: variables.default({}) }),
  z.strictObject({ act: z.literal('expectDate'), moment: z.enum(['promise', 'statutory']), is: z.enum(['as-first', 'later']) }),
  z.strictObject({ act: z.literal('expectPassed'), run, elements: z.array(z.string()).min(1) }),
  z.strictObject({ act: z.literal('expectEnded'), run, outcome: z.string() }),
]);

const scenario = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  case: z.strictObject({
    replyChannel: z.enum(['mail', 'sms', 'letter', 'phone', 'none']),
    fallbackChannel: z.enum(['letter', 'none']),
    closingText: z.boolean(),
  }),
  acts: z.array(act).min(1),
});

const scenarioFile = z.strictObject({ process: z.enum(CASE_TYPES), scenarios: z.array(scenario).min(1) });

export type Act = z.output<typeof act>;
export type Scenario = z.output<typeof scenario>;
export type CaseType = (typeof CASE_TYPES)[number];

export function scenariosOf(caseType: CaseType): readonly Scenario[] {
  const file = scenarioFile.parse(JSON.parse(textOfFile(`${caseType}/scenarios.json`)));
  if (file.process !== caseType) throw new Error(`Expected scenarios of ${caseType}, but they are of ${file.process}`);
  return file.scenarios;
}
