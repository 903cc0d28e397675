/** Owns the words of the FEEL interface: what an expression is, what it reads, what evaluating it can answer. No feelin type appears here. */

/** What would make an evaluation impure, injected by the engine: its clock (ms since 1970 UTC) and its random numbers in [0, 1). */
export interface FeelEnv {
  readonly nowMs: number;
  readonly random: () => number;
}

/** Reads a variable. `undefined` means that it does not exist; values are parsed JSON or values that an expression answered. */
export type Lookup = (name: string) => unknown;

export type FeelOutcome = { readonly type: 'value'; readonly value: unknown } | { readonly type: 'failure'; readonly reason: string };

export interface Expression {
  readonly source: string;
  /** A literal: the same value whatever the variables. */
  readonly isStatic: boolean;
  /** The top-level variables that are read; `?` (the input of a unary test) is not among them. */
  readonly names: readonly string[];
  evaluate(lookup: Lookup, env: FeelEnv): FeelOutcome;
}

export type Compiled =
  | { readonly type: 'expression'; readonly expression: Expression }
  | { readonly type: 'syntax-error'; readonly reason: string };
