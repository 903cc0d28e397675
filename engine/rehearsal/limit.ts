/** The bound that a rehearsal met. */

export class RehearsalLimit extends Error {
  override readonly name = 'RehearsalLimit';
  readonly code = 'REHEARSAL_LIMIT';

  constructor(
    readonly limit: 'steps' | 'events' | 'elements',
    most: number,
  ) {
    super(`Expected a rehearsal of at most ${most} ${limit}, but the model wants more`);
  }
}
