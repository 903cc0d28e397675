/** What we use of packages that come without types. */
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: { readonly [service: string]: unknown };
  export const BpmnPropertiesProviderModule: { readonly [service: string]: unknown };
  export const ZeebePropertiesProviderModule: { readonly [service: string]: unknown };
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  const behaviors: { readonly [service: string]: unknown };
  export default behaviors;
}
declare module 'zeebe-bpmn-moddle/resources/zeebe.json' {
  const descriptor: object;
  export default descriptor;
}
declare module 'bpmn-js-differ' {
  interface Changed {
    readonly model: import('./diagram.js').ModelElement;
    readonly attrs: Readonly<Record<string, { readonly oldValue: unknown; readonly newValue: unknown }>>;
  }
  export function diff(
    was: import('./diagram.js').ModelElement,
    is: import('./diagram.js').ModelElement,
  ): {
    readonly _added: Readonly<Record<string, import('./diagram.js').ModelElement>>;
    readonly _removed: Readonly<Record<string, import('./diagram.js').ModelElement>>;
    readonly _changed: Readonly<Record<string, Changed>>;
    readonly _layoutChanged: Readonly<Record<string, import('./diagram.js').ModelElement>>;
  };
}
declare module 'bpmnlint/rules/*' {
  const rule: import('bpmnlint').RuleFactory;
  export default rule;
}
declare module 'bpmnlint' {
  export type RuleFactory = (options?: unknown) => object;
  interface Report {
    readonly id?: string;
    readonly message: string;
    readonly category: string;
  }
  export class Linter {
    constructor(options: { resolver: { resolveRule(pkg: string, name: string): RuleFactory; resolveConfig(): never } });
    lint(
      definitions: import('./diagram.js').ModelElement,
      config: { rules: Readonly<Record<string, string>> },
    ): Promise<Readonly<Record<string, readonly Report[]>>>;
  }
}
declare module 'saxen' {
  type Decode = (text: string) => string;
  export class Parser {
    /** As workers/connectors/drop/saxen.d.ts has it: the tests of the pages start a house. */
    ns(prefixes: Readonly<Record<string, string>>): this;
    on(event: 'openTag', act: (tag: string, attributes: () => Readonly<Record<string, string>>, decode: Decode) => void): void;
    on(event: 'closeTag', act: (tag: string) => void): void;
    on(event: 'text', act: (text: string, decode: Decode) => void): void;
    on(event: 'cdata', act: (text: string) => void): void;
    on(event: 'error', act: (error: Error) => void): void;
    parse(xml: string): void;
  }
}
declare module 'dmn-js/lib/Modeler' {
  interface View {
    readonly type: string;
  }
  interface Viewer {
    on(event: string, act: () => void): void;
  }
  export default class DmnModeler {
    constructor(options: object);
    importXML(xml: string): Promise<unknown>;
    saveXML(options: { format: boolean }): Promise<{ readonly xml: string }>;
    getViews(): readonly View[];
    getActiveViewer(): Viewer | undefined;
    open(view: View): Promise<unknown>;
    on(event: string, act: () => void): void;
    destroy(): void;
  }
}
