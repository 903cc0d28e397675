/** A case's dates as the API shows and takes them. */
import { z } from 'zod';
import { PAUSE_KINDS } from './pauses.js';

const dateTime = z.iso.datetime();
const text = z.string().trim().min(1).max(2_000);

const countedSchema = z.object({
  at: dateTime.meta({ description: 'The date that stands.' }),
  originalAt: dateTime.meta({ description: 'Without extensions: *on time* is published against this one too.' }),
  firstAt: dateTime.meta({ description: 'As it was said on the day of receipt.' }),
  basis: z.string(),
  canPause: z.boolean(),
  canExtend: z.boolean(),
  notice: z.string().meta({ description: 'Which notice the law demands; `none`.' }),
  isLate: z.boolean(),
  isLateByOriginal: z.boolean(),
  steps: z
    .array(z.looseObject({ type: z.string() }))
    .meta({ description: 'How it was counted, in order: received, counted, paused, extended … Moments in epoch milliseconds.' }),
});

const pauseSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(PAUSE_KINDS),
    basis: z.string(),
    state: z.enum(['asked', 'open', 'ended', 'dropped']),
    tier: z.string().nullable(),
    missing: z.string().nullable(),
    office: z.string().nullable(),
    by: z.string(),
    enteredAt: dateTime,
    from: dateTime.nullable(),
    until: dateTime,
    to: dateTime.nullable(),
    endedHow: z.enum(['replied', 'term', 'withdrawn']).nullable(),
    lateReason: z.string().nullable().meta({ description: 'Why it was entered afterwards.' }),
    movesPromise: z.boolean().meta({ description: 'False: the date was missed when this was entered.' }),
    movesStatutory: z.boolean(),
  })
  .meta({ id: 'Pause' });

export const datesSchema = z
  .object({
    promise: countedSchema.nullable(),
    statutory: countedSchema.nullable(),
    pauses: z.array(pauseSchema).meta({ description: 'Of the current run, oldest first.' }),
    extensions: z.array(
      z.object({
        decidedAt: dateTime,
        by: z.string(),
        from: dateTime,
        to: dateTime,
        reason: z.string(),
        basis: z.string(),
        notice: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CaseDates' });

export const latePauseSchema = z
  .object({
    kind: z.enum(PAUSE_KINDS),
    basis: z.string().trim().max(200).default(''),
    from: dateTime,
    to: dateTime,
    reason: text.meta({ description: 'Why it is entered afterwards.' }),
  })
  .meta({ id: 'LatePause' });

export const endPauseSchema = z.object({ note: text.nullable().default(null) }).meta({ id: 'EndOfPause' });

export const extensionSchema = z
  .object({
    newDate: z.iso.date().meta({ description: 'The new date, a day; it ends with its last moment.' }),
    reason: text.meta({ description: 'As the notice says it.' }),
    basis: z.string().trim().min(1).max(200),
  })
  .meta({ id: 'DateExtension' });

export const noticePreviewSchema = z
  .object({ subject: z.string(), text: z.string(), recipient: z.string().nullable(), channel: z.string() })
  .meta({ id: 'ExtensionNotice' });
