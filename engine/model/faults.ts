/** Owns the list of reasons why a resource is refused; a model is checked to its end so that all of them are told at once. */
import type { ModelFault } from './graph.js';

export class Faults {
  readonly #faults: ModelFault[] = [];
  readonly #seen = new Set<string>();

  /** The reason is a sentence: "Expected …, but …". The same fault at the same element is told once. */
  add(elementId: string, reason: string): void {
    const key = `${elementId}\n${reason}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#faults.push({ elementId, reason });
  }

  get list(): readonly ModelFault[] {
    return this.#faults;
  }
}
