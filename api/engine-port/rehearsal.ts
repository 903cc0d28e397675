/** What a rehearsal is to the product, whichever engine gives it. */
import type { CaseEngine, ChangeBatch, CommandResult, ProcessVariables } from './port.js';

/** An automatic step that may be done now. */
export interface RehearsedJob {
  readonly key: string;
  readonly type: string;
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  readonly processId: string;
  readonly elementId: string;
  readonly variables: ProcessVariables;
  readonly headers: Readonly<Record<string, string>>;
}

/** A step that a person may do now; its form is the port's `taskForm`. */
export interface RehearsedTask {
  readonly key: string;
  readonly definitionKey: string;
  readonly elementId: string;
}

/** A place in a model where it waits for a message. */
export interface AwaitedMessage {
  readonly name: string;
  readonly correlationKey: string;
  readonly processId: string;
  readonly elementId: string;
  readonly elementName: string;
  /** Names that the model reads when it comes. */
  readonly reads: readonly string[];
}

/**
 * Models run apart from everything, in a time of their own: no row is written, nobody else sees it. Beyond its bounds every call that
 * makes something happen rejects with the engine's RehearsalLimit.
 */
export interface EngineRehearsal {
  /** Its commands and its clock, for all that takes an engine. */
  readonly port: CaseEngine;
  takeChanges(): readonly ChangeBatch[];
  /** The bound that it met, also where whoever called it kept the rejection to itself. */
  met(): Error | undefined;
  /** Oldest first. */
  jobs(): readonly RehearsedJob[];
  completeJob(key: string, variables: ProcessVariables): Promise<CommandResult>;
  /** For good: it becomes an incident. */
  failJob(key: string, message: string): Promise<CommandResult>;
  throwError(
    key: string,
    error: { readonly code: string; readonly message: string; readonly variables: ProcessVariables },
  ): Promise<CommandResult>;
  /** Oldest first. */
  tasks(): readonly RehearsedTask[];
  awaited(): readonly AwaitedMessage[];
  nextDueMs(): number | undefined;
  /** Does the first thing that is due by then, at its own moment; false: nothing was, and it is `untilMs` now. */
  passTo(untilMs: number): boolean;
}
