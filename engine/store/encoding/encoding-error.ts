/** The one error of the encodings: bytes that can't be read, or a value that can't be written. Both mean a bug or damaged data. */

export type EncodingErrorCode =
  /** The bytes end before the value does. */
  | 'ENCODING_TRUNCATED'
  /** Written by a later Okienko, or not by Okienko at all. */
  | 'ENCODING_VERSION_UNKNOWN'
  /** A tag, count or reference that no writer would have written. */
  | 'ENCODING_CORRUPT'
  /** An event names an element instance that its tree doesn't have. */
  | 'ENCODING_ELEMENT_UNKNOWN';

export class EncodingError extends Error {
  override readonly name = 'EncodingError';
  constructor(
    readonly code: EncodingErrorCode,
    message: string,
  ) {
    super(message);
  }
}
