/** The one shape of every error answer: RFC 9457 problem details with a stable `code`. A thrown Problem is an answer, anything else a bug. */
import { z } from 'zod';
import { type Language, type Said, said } from './language.js';

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
  INVALID_REQUEST: { status: 400, title: said('Niepoprawne dane', 'Wrong data') },
  NOT_SIGNED_IN: { status: 401, title: said('Brak zalogowania', 'Not signed in') },
  WRONG_CREDENTIALS: { status: 401, title: said('Błędny login lub hasło', 'Wrong login or password') },
  WRONG_SIGNATURE: { status: 401, title: said('Podpis się nie zgadza', 'Wrong signature') },
  PASSWORD_TO_CHANGE: { status: 403, title: said('Hasło do zmiany', 'Password to change') },
  NOT_ALLOWED: { status: 403, title: said('Brak uprawnień', 'Not allowed') },
  FOREIGN_ORIGIN: { status: 403, title: said('Obce źródło żądania', 'Foreign origin of the request') },
  NOT_FOUND: { status: 404, title: said('Nie znaleziono', 'Not found') },
  METHOD_NOT_ALLOWED: { status: 405, title: said('Niedozwolona metoda', 'Method not allowed') },
  ALREADY_EXISTS: { status: 409, title: said('Już istnieje', 'Exists already') },
  TASK_ALREADY_COMPLETED: { status: 409, title: said('Zadanie już zakończone', 'Task already ended') },
  TASK_BEING_CLOSED: { status: 409, title: said('Zadanie jest zamykane', 'Task is being closed') },
  TASK_GONE: { status: 409, title: said('Zadania już nie ma', 'Task is gone') },
  TASK_TAKEN: { status: 409, title: said('Zadanie ma ktoś inny', 'Somebody else has the task') },
  CHANGED_MEANWHILE: { status: 409, title: said('Ktoś zmienił to w międzyczasie', 'Somebody changed it meanwhile') },
  NOTHING_TO_UNDO: { status: 409, title: said('Nie ma czego cofnąć', 'Nothing to undo') },
  LAST_ADMINISTRATOR: { status: 409, title: said('Ostatni administrator', 'Last administrator') },
  FILE_ALREADY_CLOSED: { status: 409, title: said('Teczka już zamknięta', 'File already closed') },
  DOCUMENT_NOT_MOVED: { status: 409, title: said('Dokumentu nie można przenieść', 'The document can’t be moved') },
  ERASURE_BLOCKED: { status: 409, title: said('Danych nie można jeszcze usunąć', 'The data can’t be erased yet') },
  SAMPLE_CLOSED: { status: 409, title: said('Próba zamknięta', 'Sample closed') },
  QUESTION_ENDED: { status: 409, title: said('Pytanie już zamknięte', 'Question already closed') },
  TOO_LATE: { status: 409, title: said('Na to już za późno', 'Too late for that') },
  CASE_CLOSED: { status: 409, title: said('Sprawa załatwiona', 'Case is settled') },
  ACTION_NOT_OFFERED: { status: 422, title: said('Tej czynności nie ma w tym zadaniu', 'This task has no such act') },
  OUTCOME_INCOMPLETE: { status: 422, title: said('Brakuje wyniku lub treści', 'Outcome or text is missing') },
  FORM_INCOMPLETE: { status: 422, title: said('Formularz wymaga uzupełnienia', 'The form needs more') },
  DRAFT_TAKEN: { status: 409, title: said('Szkic ma otwarty ktoś inny', 'Somebody else has the draft open') },
  MODEL_INVALID: { status: 422, title: said('Model odrzucony', 'Model refused') },
  CASE_TYPE_UNKNOWN: { status: 422, title: said('Nieznany typ sprawy', 'Unknown case type') },
  TOO_LARGE: { status: 413, title: said('Za duże', 'Too large') },
  TOO_MANY_ATTEMPTS: { status: 429, title: said('Za dużo prób', 'Too many tries') },
  ENGINE_UNAVAILABLE: { status: 503, title: said('Silnik chwilowo niedostępny', 'Engine not available now') },
  INTERNAL: { status: 500, title: said('Błąd serwera', 'Error of the server') },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: Said }>>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface WrongField {
  readonly field: string;
  readonly message: Said;
}

export interface ProblemMore extends Pick<Partial<ProblemBody>, 'faults' | 'cases' | 'by' | 'at' | 'retryAfterSeconds'> {
  readonly errors?: readonly WrongField[];
}

/** Every sentence in both languages: the compiler refuses a plain one. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly #detail: Said;
  constructor(
    readonly code: ProblemCode,
    detail: Said,
    readonly more: ProblemMore = {},
  ) {
    super(detail.pl);
    this.#detail = detail;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  body(instance: string, language: Language): ProblemBody {
    const { status, title } = PROBLEMS[this.code];
    const { errors, ...more } = this.more;
    return {
      type: `/api/docs#problem-${this.code}`,
      title: title[language],
      status,
      code: this.code,
      detail: this.#detail[language],
      instance,
      ...more,
      ...(errors === undefined ? {} : { errors: errors.map(({ field, message }) => ({ field, message: message[language] })) }),
    };
  }
}
