/** The one error that this folder throws: `code` is stable, the message says what happened and what to do next. */
export type PostgresFailureCode =
  | 'platform-unsupported'
  | 'binaries-unusable'
  | 'account-missing'
  | 'initialise-failed'
  | 'start-failed'
  | 'stop-failed'
  | 'data-folder-in-use'
  | 'data-folder-foreign'
  | 'data-version'
  | 'password-missing';

export class PostgresFailure extends Error {
  override readonly name = 'PostgresFailure';
  constructor(
    readonly code: PostgresFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
