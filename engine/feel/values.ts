/**
 * Owns the values that FEEL has and JSON lacks. Whatever evaluates an expression answers plain JSON values and these;
 * they may be given back through a `Lookup` (a decision reads another decision's date).
 */

export type TemporalKind = 'date' | 'time' | 'date and time' | 'days and time duration' | 'years and months duration';

/** A date, time or duration. `iso` is the text that Zeebe stores for it. */
export class FeelTemporal {
  constructor(
    readonly kind: TemporalKind,
    readonly iso: string,
  ) {}

  toString(): string {
    return this.iso;
  }

  toJSON(): string {
    return this.iso;
  }
}

/** A range or a function: it can be passed on inside FEEL, and is null in JSON, as in Zeebe. `inner` belongs to the evaluator alone. */
export class FeelOpaque {
  readonly #inner: unknown;

  constructor(
    readonly kind: 'range' | 'function',
    inner: unknown,
  ) {
    this.#inner = inner;
  }

  static unwrap(value: FeelOpaque): unknown {
    return value.#inner;
  }

  toJSON(): null {
    return null;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A FEEL context: a plain object. */
export function isContext(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof FeelTemporal) &&
    !(value instanceof FeelOpaque)
  );
}
