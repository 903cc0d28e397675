/** Owns how texts of a model become expressions: which may be literal, which must be FEEL, and how each fault is told. */
import { type Compiled, compileFeel, compileProperty, type Expression } from '../feel/index.js';
import type { Faults } from './faults.js';

/** Compiles the properties of one element and reports what is wrong with them at that element. */
export class ExpressionReader {
  readonly #faults: Faults;
  readonly #elementId: string;

  constructor(faults: Faults, elementId: string) {
    this.#faults = faults;
    this.#elementId = elementId;
  }

  /** A text as it is, or FEEL after a `=`. Undefined when the text is absent or can't be compiled. */
  property(what: string, source: string | undefined): Expression | undefined {
    return source === undefined ? undefined : this.#compiled(what, compileProperty(source));
  }

  /** FEEL after a `=`; a literal text is refused, as in Zeebe. */
  feel(what: string, source: string | undefined): Expression | undefined {
    if (source === undefined) return undefined;
    if (source.startsWith('=')) return this.property(what, source);
    this.#faults.add(this.#elementId, `Expected ${what} to be FEEL that begins with '=', but got '${source}'.`);
    return undefined;
  }

  /** Names separated by commas, or FEEL after a `=` that answers a list. */
  list(what: string, source: string | undefined): Expression | undefined {
    if (source === undefined || source.startsWith('=')) return this.property(what, source);
    const names = source.split(',').map((name) => name.trim());
    if (names.includes('')) {
      this.#faults.add(this.#elementId, `Expected ${what} to be names separated by commas, but got '${source}'.`);
      return undefined;
    }
    return this.#compiled(what, compileFeel(`[${names.map((name) => JSON.stringify(name)).join(', ')}]`));
  }

  /** A property that the element can't do without. */
  required(what: string, source: string | undefined): Expression | undefined {
    if (source === undefined) this.#faults.add(this.#elementId, `Expected ${what}, but there is none.`);
    return this.property(what, source);
  }

  requiredFeel(what: string, source: string | undefined): Expression | undefined {
    if (source === undefined) this.#faults.add(this.#elementId, `Expected ${what}, but there is none.`);
    return this.feel(what, source);
  }

  /** Reports a literal text that isn't what it has to be; FEEL shows only at run time, as in Zeebe. */
  checkLiteral(source: string | undefined, reasonAgainst: (literal: string) => string | undefined): void {
    const reason = source === undefined || source.startsWith('=') ? undefined : reasonAgainst(source);
    if (reason !== undefined) this.#faults.add(this.#elementId, reason);
  }

  #compiled(what: string, compiled: Compiled): Expression | undefined {
    if (compiled.type === 'expression') return compiled.expression;
    this.#faults.add(this.#elementId, `${compiled.reason} (${what}).`);
    return undefined;
  }
}
