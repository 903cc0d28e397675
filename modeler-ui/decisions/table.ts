/** Decision tables of a DMN file as our pages show and change them. dmn-moddle reads and writes; what we don't know stays as it was. */
import { DmnModdle } from 'dmn-moddle';

interface Node {
  readonly $type: string;
  id?: string;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  $parent?: Node;
}

export interface Cell {
  readonly id: string;
  readonly text: string;
}
export interface Input extends Cell {
  /** FEEL; what the column looks at. */
  readonly label: string;
  readonly typeRef: string;
}
export interface Output {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly typeRef: string;
}
export interface Rule {
  readonly id: string;
  readonly note: string;
  readonly inputs: readonly Cell[];
  readonly outputs: readonly Cell[];
}
export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

export interface Table {
  readonly decisionId: string;
  readonly name: string;
  readonly tableId: string;
  readonly hitPolicy: HitPolicy;
  readonly aggregation: string;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly rules: readonly Rule[];
}

export interface DecisionFile {
  readonly tables: readonly Table[];
  /** Decisions that are no table: named, so that nothing is silently missing. */
  readonly others: readonly { readonly decisionId: string; readonly name: string }[];
}

const moddle = new DmnModdle() as unknown as {
  fromXML(xml: string): Promise<{ rootElement: Node }>;
  toXML(element: Node, options: object): Promise<{ xml: string }>;
  create(type: string, attributes: object): Node;
};

/** The document of the text that was read or written last: reading a hundred rules takes a second, and each act needs it twice. */
let known: { readonly xml: string; readonly root: Node } | undefined;

async function documentOf(xml: string): Promise<Node> {
  if (known?.xml === xml) return known.root;
  const { rootElement: root } = await moddle.fromXML(xml);
  if (root.$type !== 'dmn:Definitions') throw new Error(`Expected DMN, but found ${root.$type}`);
  known = { xml, root };
  return root;
}

const list = (node: Node | undefined, name: string): readonly Node[] => (node?.get(name) ?? []) as readonly Node[];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const cell = (node: Node): Cell => ({ id: node.id ?? '', text: text(node.get('text')) });

function decisionsOf(root: Node): readonly Node[] {
  return list(root, 'drgElement').filter(({ $type }) => $type === 'dmn:Decision');
}
function tableOf(decision: Node): Node | undefined {
  const logic = decision.get('decisionLogic') as Node | undefined;
  return logic?.$type === 'dmn:DecisionTable' ? logic : undefined;
}

/** Rejects what is no DMN of the version that dmn-moddle reads (1.3, the one that modelers write). */
export async function readTables(xml: string): Promise<DecisionFile> {
  const decisions = decisionsOf(await documentOf(xml));
  const named = (decision: Node) => ({ decisionId: decision.id ?? '', name: text(decision.get('name')) || (decision.id ?? '') });
  return {
    tables: decisions.flatMap((decision) => {
      const table = tableOf(decision);
      return table === undefined ? [] : [{ ...named(decision), ...toTable(table) }];
    }),
    others: decisions.filter((decision) => tableOf(decision) === undefined).map(named),
  };
}

function toTable(table: Node): Omit<Table, 'decisionId' | 'name'> {
  return {
    tableId: table.id ?? '',
    hitPolicy: (text(table.get('hitPolicy')) || 'UNIQUE') as HitPolicy,
    aggregation: text(table.get('aggregation')),
    inputs: list(table, 'input').map((input) => {
      const expression = input.get('inputExpression') as Node | undefined;
      return {
        id: input.id ?? '',
        label: text(input.get('label')),
        text: text(expression?.get('text')),
        typeRef: text(expression?.get('typeRef')),
      };
    }),
    outputs: list(table, 'output').map((output) => ({
      id: output.id ?? '',
      label: text(output.get('label')),
      name: text(output.get('name')),
      typeRef: text(output.get('typeRef')),
    })),
    rules: list(table, 'rule').map((rule) => ({
      id: rule.id ?? '',
      note: text(rule.get('description')),
      inputs: list(rule, 'inputEntry').map(cell),
      outputs: list(rule, 'outputEntry').map(cell),
    })),
  };
}

export type TableAct =
  | { readonly type: 'cell'; readonly id: string; readonly text: string }
  /** As one act: undone together. */
  | { readonly type: 'cells'; readonly cells: readonly { readonly id: string; readonly text: string }[] }
  | { readonly type: 'note'; readonly ruleId: string; readonly text: string }
  | { readonly type: 'add-rule'; readonly after: number }
  | { readonly type: 'remove-rule'; readonly at: number }
  | { readonly type: 'move-rule'; readonly at: number; readonly by: -1 | 1 }
  | { readonly type: 'hit-policy'; readonly hitPolicy: HitPolicy; readonly aggregation: string }
  | { readonly type: 'rename'; readonly name: string }
  | { readonly type: 'column'; readonly id: string; readonly label: string; readonly meaning: string; readonly typeRef: string }
  | { readonly type: 'add-column'; readonly side: 'input' | 'output'; readonly label: string; readonly meaning: string }
  | { readonly type: 'remove-column'; readonly id: string };

/** The file with one act done on the table of a decision. */
export async function changeTable(xml: string, decisionId: string, act: TableAct): Promise<string> {
  const root = await documentOf(xml);
  const decision = decisionsOf(root).find(({ id }) => id === decisionId);
  const table = decision && tableOf(decision);
  if (decision === undefined || table === undefined) throw new Error(`Expected a table of decision ${decisionId}, but there is none`);
  // From here on the document isn't that of `xml` any more.
  known = undefined;
  perform(decision, table, act, idsIn(xml));
  const { xml: changed } = await moddle.toXML(root, { format: true });
  known = { xml: changed, root };
  return changed;
}

function idsIn(xml: string): (wanted: string) => string {
  const used = new Set([...xml.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id));
  return (wanted) => {
    for (let count = 1; ; count++) {
      const id = `${wanted}-${count}`;
      if (used.has(id)) continue;
      used.add(id);
      return id;
    }
  };
}

function made(type: string, attributes: object, parent: Node): Node {
  const node = moddle.create(type, attributes);
  node.$parent = parent;
  return node;
}

function perform(decision: Node, table: Node, act: TableAct, freeId: (wanted: string) => string): void {
  const rules = list(table, 'rule');
  const base = table.id ?? decision.id ?? 'table';
  switch (act.type) {
    case 'cell':
    case 'cells': {
      const all = rules.flatMap((rule) => [...list(rule, 'inputEntry'), ...list(rule, 'outputEntry')]);
      for (const wanted of act.type === 'cell' ? [act] : act.cells) all.find(({ id }) => id === wanted.id)?.set('text', wanted.text);
      return;
    }
    case 'note':
      rules.find(({ id }) => id === act.ruleId)?.set('description', act.text === '' ? undefined : act.text);
      return;
    case 'add-rule': {
      const rule = made('dmn:DecisionRule', { id: freeId(`${base}-rule`) }, table);
      rule.set(
        'inputEntry',
        list(table, 'input').map(() => made('dmn:UnaryTests', { id: freeId(`${base}-in`), text: '-' }, rule)),
      );
      rule.set(
        'outputEntry',
        list(table, 'output').map(() => made('dmn:LiteralExpression', { id: freeId(`${base}-out`), text: '""' }, rule)),
      );
      table.set('rule', [...rules.slice(0, act.after + 1), rule, ...rules.slice(act.after + 1)]);
      return;
    }
    case 'remove-rule':
      table.set(
        'rule',
        rules.filter((_, index) => index !== act.at),
      );
      return;
    case 'move-rule': {
      const next = [...rules];
      const [one, other] = [next[act.at], next[act.at + act.by]];
      if (one === undefined || other === undefined) return;
      next[act.at] = other;
      next[act.at + act.by] = one;
      table.set('rule', next);
      return;
    }
    case 'hit-policy':
      table.set('hitPolicy', act.hitPolicy);
      table.set('aggregation', act.hitPolicy === 'COLLECT' && act.aggregation !== '' ? act.aggregation : undefined);
      return;
    case 'rename':
      decision.set('name', act.name);
      return;
    case 'column':
      changeColumn(table, act);
      return;
    case 'add-column':
      addColumn(table, act, base, freeId);
      return;
    case 'remove-column':
      removeColumn(table, act.id);
      return;
  }
}

function changeColumn(table: Node, { id, label, meaning, typeRef }: Extract<TableAct, { type: 'column' }>): void {
  const type = typeRef === '' ? undefined : typeRef;
  const input = list(table, 'input').find((one) => one.id === id);
  if (input !== undefined) {
    input.set('label', label);
    const expression = input.get('inputExpression') as Node | undefined;
    expression?.set('text', meaning);
    expression?.set('typeRef', type);
    return;
  }
  const output = list(table, 'output').find((one) => one.id === id);
  output?.set('label', label);
  output?.set('name', meaning);
  output?.set('typeRef', type);
}

function addColumn(table: Node, act: Extract<TableAct, { type: 'add-column' }>, base: string, freeId: (wanted: string) => string): void {
  const { side, label, meaning } = act;
  const column = made(side === 'input' ? 'dmn:InputClause' : 'dmn:OutputClause', { id: freeId(`${base}-${side}`), label }, table);
  if (side === 'input') {
    column.set(
      'inputExpression',
      made('dmn:LiteralExpression', { id: freeId(`${base}-expression`), text: meaning, typeRef: 'string' }, column),
    );
  } else {
    column.set('name', meaning);
    column.set('typeRef', 'string');
  }
  table.set(side, [...list(table, side), column]);
  for (const rule of list(table, 'rule')) {
    const type = side === 'input' ? 'dmn:UnaryTests' : 'dmn:LiteralExpression';
    const entry = made(type, { id: freeId(`${base}-${side === 'input' ? 'in' : 'out'}`), text: side === 'input' ? '-' : '""' }, rule);
    rule.set(`${side}Entry`, [...list(rule, `${side}Entry`), entry]);
  }
}

function removeColumn(table: Node, id: string): void {
  for (const side of ['input', 'output']) {
    const at = list(table, side).findIndex((one) => one.id === id);
    if (at < 0) continue;
    const without = (all: readonly Node[]) => all.filter((_, index) => index !== at);
    table.set(side, without(list(table, side)));
    for (const rule of list(table, 'rule')) rule.set(`${side}Entry`, without(list(rule, `${side}Entry`)));
  }
}

/** The same file of one decision under another id; ids within a file need not differ from those of other files. */
export async function withDecisionId(xml: string, id: string): Promise<string> {
  const { rootElement: root } = await moddle.fromXML(xml);
  const [decision] = decisionsOf(root);
  if (decision === undefined) throw new Error('Expected a decision, but there is none');
  root.id = `${id}-definitions`;
  decision.id = id;
  return (await moddle.toXML(root, { format: true })).xml;
}

/** A new file with one table: one question, one answer, one rule. */
export function newTableFile(id: string, name: string, words: { readonly input: string; readonly output: string }): string {
  const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="${id}-definitions" name="${escaped(name)}" namespace="urn:okienko:decisions">
  <decision id="${id}" name="${escaped(name)}">
    <decisionTable id="${id}-table" hitPolicy="FIRST">
      <input id="${id}-in-1" label="${escaped(words.input)}">
        <inputExpression id="${id}-expression-1" typeRef="string">
          <text>classification</text>
        </inputExpression>
      </input>
      <output id="${id}-out-1" label="${escaped(words.output)}" name="result" typeRef="string" />
      <rule id="${id}-rule-1">
        <inputEntry id="${id}-rule-1-in"><text>-</text></inputEntry>
        <outputEntry id="${id}-rule-1-out"><text>""</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="${id}-diagram">
      <dmndi:DMNShape id="${id}-di" dmnElementRef="${id}">
        <dc:Bounds x="160" y="100" width="180" height="80" />
      </dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`;
}
