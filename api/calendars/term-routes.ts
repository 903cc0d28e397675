/** The terms that are ready to be used: what the law demands, track by track, and what known contact centres promise. */
import { z } from 'zod';
import { durationRule, LEGAL_TRACKS, PROMISE_PRESETS } from '../../calendar/index.js';
import { type Answer, json, ok, type Route, route } from '../http/route.js';

const words = z.object({ pl: z.string(), en: z.string() });
const trackSchema = z
  .object({
    code: z.string(),
    name: words,
    rule: durationRule.nullable(),
    article: z.string(),
    meaning: words.meta({ description: 'What the article means, in plain words.' }),
    canPause: z.boolean(),
    canExtend: z.boolean(),
    notice: z.enum(['none', 'kpa-36', 'information-13']),
    stops: z.enum(['answered', 'decision-sent', 'work-confirmed']).meta({ description: 'What stops the clock.' }),
  })
  .meta({ id: 'LegalTrack' });
const presetSchema = z
  .object({
    code: z.string(),
    name: words,
    daily: z.object({ from: z.string(), to: z.string() }).optional().meta({ description: 'Hours of each day in which it counts.' }),
    terms: z.array(
      z.object({
        code: z.string(),
        name: words,
        rule: durationRule,
        sets: z
          .enum(['promise', 'acceptance'])
          .nullable()
          .meta({ description: 'Which date of a case it is; null: it binds the centre as a whole.' }),
      }),
    ),
  })
  .meta({ id: 'PromisePreset' });

const listTerms = async (): Promise<Answer> => ok({ tracks: LEGAL_TRACKS, promises: PROMISE_PRESETS });

export const termRoutes: readonly Route[] = [
  route(
    'people.read',
    {
      method: 'get',
      path: '/api/v1/terms',
      tag: 'calendars',
      summary: 'Legal tracks and ready promises',
      answers: { 200: json(z.object({ tracks: z.array(trackSchema), promises: z.array(presetSchema) }), 'By code') },
      problems: [],
    },
    listTerms,
  ),
];
