/** Owns the errors that the calendar throws; the code is stable. */
export type CalendarErrorCode = 'CALENDAR_INVALID' | 'AMOUNT_INVALID' | 'INSTANT_INVALID' | 'CALENDAR_CLOSED';

export class CalendarError extends Error {
  override readonly name = 'CalendarError';

  constructor(
    readonly code: CalendarErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
