/** Owns compiling the FEEL texts of a DMN file; each fault it finds names the element. */
import type { ModdleText } from 'dmn-moddle';
import { type Compiled, compileFeel, compileUnaryTests, type Expression } from '../feel/index.js';
import type { DmnFault } from './decision.js';

export class CellCompiler {
  readonly faults: DmnFault[] = [];

  /** `knownNames`: inputs and decisions of the file, whose names may hold spaces. */
  constructor(readonly knownNames: readonly string[]) {}

  fault(elementId: string | undefined, reason: string): undefined {
    this.faults.push({ elementId: elementId ?? '', reason });
  }

  expression(element: ModdleText | undefined, parentId: string | undefined): Expression | undefined {
    const text = this.#text(element, parentId);
    if (text === undefined) return undefined;
    if (text.trim() === '') return this.fault(element?.id ?? parentId, 'Expected a FEEL expression, but found none');
    return this.#compiled(compileFeel(text, this.knownNames), element?.id ?? parentId);
  }

  tests(element: ModdleText | undefined, parentId: string | undefined): Expression | undefined {
    const text = this.#text(element, parentId);
    if (text === undefined) return undefined;
    return this.#compiled(compileUnaryTests(text, this.knownNames), element?.id ?? parentId);
  }

  /** Comma-separated values as one list; undefined when they are none. */
  list(text: string): Expression | undefined {
    const compiled = compileFeel(`[${text}]`, this.knownNames);
    return compiled.type === 'expression' ? compiled.expression : undefined;
  }

  #text(element: ModdleText | undefined, parentId: string | undefined): string | undefined {
    const language = element?.expressionLanguage;
    if (language !== undefined && !/^feel$|\/feel\/?$/i.test(language)) {
      return this.fault(element?.id ?? parentId, `Expected the expression language FEEL, but found ${language}`);
    }
    return element?.text ?? '';
  }

  #compiled(compiled: Compiled, elementId: string | undefined): Expression | undefined {
    return compiled.type === 'expression' ? compiled.expression : this.fault(elementId, compiled.reason);
  }
}
