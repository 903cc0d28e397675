/** A rehearsal took more real time than it may. */

export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
  readonly code = 'REHEARSAL_OUT_OF_TIME';

  constructor() {
    super('Expected a rehearsal that ends soon, but it goes on and on');
  }
}
