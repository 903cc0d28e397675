/** The part of bpmn-moddle that the compiler uses; the package declares types of BPMN elements, but none of its own entry. */
declare module 'bpmn-moddle' {
  export interface ModdleWarning {
    readonly message: string;
    readonly element?: object;
    readonly property?: string;
    readonly value?: string;
    readonly error?: Error;
  }

  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    /** Rejects with an Error when the text isn't XML or its root isn't `definitions`; unless lax, also when an element is unknown. */
    fromXML(
      xml: string,
      options?: { readonly lax: boolean },
    ): Promise<{ readonly rootElement: object; readonly warnings: readonly ModdleWarning[] }>;
  }
}
