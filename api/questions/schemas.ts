/** Questions to colleagues as the API takes and shows them. */
import { z } from 'zod';

const dateTime = z.iso.datetime();
const text = z.string().trim().min(1).max(10_000);
const code = z.string().trim().min(1).max(120);

/** Whom one may ask: the desk's tiers, as everywhere in the policy. */
const TIERS = ['front-office', 'line-1', 'line-2', 'department'] as const;

export const askingSchema = z
  .object({
    question: text,
    to: z
      .union([z.object({ login: code }), z.object({ tier: z.enum(TIERS), department: code.nullable().default(null) })])
      .meta({ description: 'One person, or a tier: then whoever of it answers first. The tier `department` needs its unit.' }),
  })
  .meta({ id: 'NewQuestion' });

export const answeringSchema = z.object({ answer: text }).meta({ id: 'NewAnswer' });

export const questionParams = z.object({ id: z.uuid() });

export const questionSchema = z
  .object({
    id: z.uuid(),
    caseNumber: z.string(),
    classificationName: z.string(),
    place: z.string().nullable(),
    question: z.string(),
    askedBy: z.string(),
    askedAt: dateTime,
    toLogin: z.string().nullable(),
    tier: z.string().nullable(),
    department: z.string().nullable(),
    state: z.enum(['open', 'answered', 'withdrawn']),
    answer: z.string().nullable(),
    answeredBy: z.string().nullable(),
    endedAt: dateTime.nullable(),
    isSeen: z.boolean().meta({ description: 'Whoever asked has seen how it ended.' }),
    mayAnswer: z.boolean().meta({ description: 'You may, and it is open.' }),
    mayOpenCase: z.boolean().meta({ description: 'Being asked opens no case: what one may not read stays closed.' }),
  })
  .meta({ id: 'Question' });

export const questionListSchema = z
  .object({
    toAnswer: z.array(questionSchema).meta({ description: 'Put to you or your tier and open; oldest first, at most 200.' }),
    asked: z.array(questionSchema).meta({ description: 'Yours that are open, or whose end you have not seen; newest first, at most 200.' }),
  })
  .meta({ id: 'QuestionList' });
