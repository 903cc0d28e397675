/** The one shape of every error answer: RFC 9457 problem details with a stable `code`. A thrown Problem is an answer, anything else a bug. */
import { z } from 'zod';

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'URI of the kind of problem: its code in the reference.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; what programs look at.', example: 'TASK_ALREADY_COMPLETED' }),
    detail: z.string().meta({ description: 'What happened, what is safe, what to do next.' }),
    instance: z.string().optional(),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Wrong values, field by field.' }),
    faults: z
      .array(z.object({ resourceName: z.string(), elementId: z.string(), reason: z.string() }))
      .optional()
      .meta({ description: 'Every fault of a model, by element.' }),
    cases: z
      .array(z.object({ number: z.string(), why: z.enum(['open', 'running', 'undelivered', 'held']) }))
      .optional()
      .meta({ description: 'Cases that stand in the way, and why.' }),
    by: z.string().optional().meta({ description: 'Who got there first.' }),
    at: z.string().optional().meta({ description: 'When they did.' }),
    retryAfterSeconds: z.int().optional(),
  })
  .meta({ id: 'Problem' });

export type ProblemBody = z.infer<typeof problemSchema>;

/** Every code that this api answers, with its status and title. A code is never renamed. */
export const PROBLEMS = {
  INVALID_REQUEST: { status: 400, title: 'Niepoprawne dane' },
  NOT_SIGNED_IN: { status: 401, title: 'Brak zalogowania' },
  WRONG_CREDENTIALS: { status: 401, title: 'Błędny login lub hasło' },
  NOT_ALLOWED: { status: 403, title: 'Brak uprawnień' },
  FOREIGN_ORIGIN: { status: 403, title: 'Obce źródło żądania' },
  NOT_FOUND: { status: 404, title: 'Nie znaleziono' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Niedozwolona metoda' },
  ALREADY_EXISTS: { status: 409, title: 'Już istnieje' },
  TASK_ALREADY_COMPLETED: { status: 409, title: 'Zadanie już zakończone' },
  TASK_BEING_CLOSED: { status: 409, title: 'Zadanie jest zamykane' },
  TASK_GONE: { status: 409, title: 'Zadania już nie ma' },
  TASK_TAKEN: { status: 409, title: 'Zadanie ma ktoś inny' },
  CHANGED_MEANWHILE: { status: 409, title: 'Ktoś zmienił to w międzyczasie' },
  NOTHING_TO_UNDO: { status: 409, title: 'Nie ma czego cofnąć' },
  LAST_ADMINISTRATOR: { status: 409, title: 'Ostatni administrator' },
  FILE_ALREADY_CLOSED: { status: 409, title: 'Teczka już zamknięta' },
  ERASURE_BLOCKED: { status: 409, title: 'Danych nie można jeszcze usunąć' },
  SAMPLE_CLOSED: { status: 409, title: 'Próba zamknięta' },
  CASE_CLOSED: { status: 409, title: 'Sprawa załatwiona' },
  QUESTION_ENDED: { status: 409, title: 'Pytanie już zamknięte' },
  TOO_LATE: { status: 409, title: 'Na to już za późno' },
  ACTION_NOT_OFFERED: { status: 422, title: 'Tej czynności nie ma w tym zadaniu' },
  OUTCOME_INCOMPLETE: { status: 422, title: 'Brakuje wyniku lub treści' },
  DRAFT_TAKEN: { status: 409, title: 'Szkic ma otwarty ktoś inny' },
  MODEL_INVALID: { status: 422, title: 'Model odrzucony' },
  CASE_TYPE_UNKNOWN: { status: 422, title: 'Nieznany typ sprawy' },
  TOO_LARGE: { status: 413, title: 'Za duże' },
  TOO_MANY_ATTEMPTS: { status: 429, title: 'Za dużo prób' },
  ENGINE_UNAVAILABLE: { status: 503, title: 'Silnik chwilowo niedostępny' },
  INTERNAL: { status: 500, title: 'Błąd serwera' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof PROBLEMS;

export type ProblemMore = Pick<Partial<ProblemBody>, 'errors' | 'faults' | 'cases' | 'by' | 'at' | 'retryAfterSeconds'>;

export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly more: ProblemMore = {},
  ) {
    super(detail);
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  body(instance: string): ProblemBody {
    const { status, title } = PROBLEMS[this.code];
    return { type: `/api/docs#problem-${this.code}`, title, status, code: this.code, detail: this.message, instance, ...this.more };
  }
}
