/** What we read of dmn-moddle's elements: its schema guarantees these types where a property is present. */
declare module 'dmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    readonly id?: string;
    readonly name?: string;
  }
  export interface ModdleReference extends ModdleElement {
    readonly href?: string;
  }
  export interface ModdleText extends ModdleElement {
    readonly text?: string;
    readonly expressionLanguage?: string;
  }
  export interface ModdleOutput extends ModdleElement {
    readonly outputValues?: ModdleText;
    readonly defaultOutputEntry?: ModdleText;
  }
  export interface ModdleTable extends ModdleElement {
    readonly hitPolicy?: string;
    readonly aggregation?: string;
    readonly input?: readonly (ModdleElement & { readonly inputExpression?: ModdleText })[];
    readonly output?: readonly ModdleOutput[];
    readonly rule?: readonly (ModdleElement & {
      readonly inputEntry?: readonly ModdleText[];
      readonly outputEntry?: readonly ModdleText[];
    })[];
  }
  export interface ModdleDecision extends ModdleElement {
    readonly variable?: ModdleElement;
    readonly informationRequirement?: readonly (ModdleElement & {
      readonly requiredDecision?: ModdleReference;
      readonly requiredInput?: ModdleReference;
    })[];
    readonly knowledgeRequirement?: readonly ModdleElement[];
    readonly decisionLogic?: ModdleElement;
  }
  export interface ModdleDefinitions extends ModdleElement {
    readonly namespace?: string;
    readonly drgElement?: readonly ModdleElement[];
    readonly import?: readonly ModdleElement[];
  }
  export class DmnModdle {
    fromXML(xml: string): Promise<{ readonly rootElement: ModdleDefinitions; readonly warnings: readonly { readonly message: string }[] }>;
  }
}
