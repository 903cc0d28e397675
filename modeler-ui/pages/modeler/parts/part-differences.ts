/** What a draft changes in a form or in decision tables, in pieces that have words: field by field, rule by rule, value by value. */
import { type DecisionFile, type Rule, readTables, type Table } from '../../../decisions/table.js';
import { type Component, conditionOf, type FormSchema, labelOf, optionsOf, placedIn, readForm, ruleOf } from '../../../forms/schema.js';
import type { PartKind } from './part-acts.js';

/** `place`: the field or rule; `was` and `is` where a value changed. Keys of part-difference-strings.ts. */
export interface PartDifference {
  readonly type:
    | 'new'
    | 'field.added'
    | 'field.removed'
    | 'field.moved'
    | 'field.renamed'
    | 'field.key'
    | 'field.type'
    | 'field.required'
    | 'field.optional'
    | 'field.options'
    | 'field.condition'
    | 'field.other'
    | 'rule.added'
    | 'rule.removed'
    | 'rule.moved'
    | 'cell'
    | 'rule.note'
    | 'policy'
    | 'table.added'
    | 'table.removed'
    | 'table.renamed'
    | 'column.added'
    | 'column.removed'
    | 'column.changed'
    | 'drawing';
  readonly elementId: string;
  readonly place: string;
  readonly was?: string;
  readonly is?: string;
}

/** `was` null: it is new. Rejects a table that can't be read. */
export async function partDifferences(kind: PartKind, was: string | null, is: string): Promise<readonly PartDifference[]> {
  if (was === is) return [];
  if (was === null) return [{ type: 'new', elementId: '', place: '' }];
  if (kind === 'form') {
    const [before, after] = [readForm(was), readForm(is)];
    return before === undefined || after === undefined ? [{ type: 'drawing', elementId: '', place: '' }] : formDifferences(before, after);
  }
  const [before, after] = [await readTables(was), await readTables(is)];
  return orDrawing(fileDifferences(before, after));
}

function orDrawing(found: readonly PartDifference[]): readonly PartDifference[] {
  return found.length > 0 ? found : [{ type: 'drawing', elementId: '', place: '' }];
}

export function formDifferences(was: FormSchema, is: FormSchema): readonly PartDifference[] {
  const [before, after] = [byId(was), byId(is)];
  const added = [...after]
    .filter(([id]) => !before.has(id))
    .map(([elementId, one]) => ({ type: 'field.added', elementId, place: title(one) }) as const);
  const removed = [...before]
    .filter(([id]) => !after.has(id))
    .map(([elementId, one]) => ({ type: 'field.removed', elementId, place: title(one) }) as const);
  const kept = [...after].flatMap(([elementId, one]) => {
    const other = before.get(elementId);
    return other === undefined ? [] : fieldDifferences(elementId, other, one);
  });
  const moved = outOfOrder([...before.keys()], [...after.keys()]).map((elementId) => ({
    type: 'field.moved' as const,
    elementId,
    place: title(after.get(elementId) ?? { type: '' }),
  }));
  return orDrawing([...added, ...removed, ...kept, ...moved]);
}

function byId(form: FormSchema): ReadonlyMap<string, Component> {
  return new Map(placedIn(form.components).map(({ component, path }) => [component.id ?? component.key ?? path.join('.'), component]));
}

function title(component: Component): string {
  return labelOf(component) || component.key || component.type;
}

function fieldDifferences(elementId: string, was: Component, is: Component): readonly PartDifference[] {
  const found: PartDifference[] = [];
  const place = title(was);
  const tell = (type: PartDifference['type'], before?: string, after?: string) => {
    found.push({ type, elementId, place, ...(before === undefined ? {} : { was: before }), ...(after === undefined ? {} : { is: after }) });
  };
  if (title(was) !== title(is)) tell('field.renamed', title(was), title(is));
  if (was.key !== is.key) tell('field.key', was.key ?? '', is.key ?? '');
  if (was.type !== is.type) tell('field.type', was.type, is.type);
  const isRequired = ruleOf(is, 'required') === true;
  if ((ruleOf(was, 'required') === true) !== isRequired) tell(isRequired ? 'field.required' : 'field.optional');
  const options = (one: Component) =>
    optionsOf(one)
      .map(({ label, value }) => (label === value ? value : `${label} (${value})`))
      .join(', ');
  if (options(was) !== options(is)) tell('field.options', options(was), options(is));
  if (conditionOf(was) !== conditionOf(is)) tell('field.condition', conditionOf(was), conditionOf(is));
  if (found.length === 0 && JSON.stringify(otherwise(was)) !== JSON.stringify(otherwise(is))) tell('field.other');
  return found;
}

/** Without what moves by itself: the place in a grid, and what a group contains. */
function otherwise({ layout: _, components: __, ...rest }: Component): readonly (readonly [string, unknown])[] {
  return Object.entries(rest).sort(([one], [other]) => one.localeCompare(other));
}

/** Of what is in both: the fewest that must change places. */
export function outOfOrder(was: readonly string[], is: readonly string[]): readonly string[] {
  const placeBefore = new Map(was.map((id, index) => [id, index]));
  const kept = is.filter((id) => placeBefore.has(id));
  // Longest run that keeps its order; tables have hundreds of rules, not millions.
  const best: number[] = [];
  const previous: number[] = [];
  for (const [index, id] of kept.entries()) {
    best[index] = 1;
    previous[index] = -1;
    for (let earlier = 0; earlier < index; earlier++) {
      const follows = (placeBefore.get(kept[earlier] ?? '') ?? 0) < (placeBefore.get(id) ?? 0);
      if (!follows || (best[earlier] ?? 0) + 1 <= (best[index] ?? 0)) continue;
      best[index] = (best[earlier] ?? 0) + 1;
      previous[index] = earlier;
    }
  }
  const stays = new Set<number>();
  for (let at = best.indexOf(Math.max(...best)); at >= 0; at = previous[at] ?? -1) stays.add(at);
  return kept.filter((_, index) => !stays.has(index));
}

function fileDifferences(was: DecisionFile, is: DecisionFile): readonly PartDifference[] {
  const [before, after] = [new Map(was.tables.map((one) => [one.decisionId, one])), new Map(is.tables.map((one) => [one.decisionId, one]))];
  const added = is.tables.filter(({ decisionId }) => !before.has(decisionId));
  const removed = was.tables.filter(({ decisionId }) => !after.has(decisionId));
  return [
    ...added.map(({ tableId, name }) => ({ type: 'table.added' as const, elementId: tableId, place: name })),
    ...removed.map(({ tableId, name }) => ({ type: 'table.removed' as const, elementId: tableId, place: name })),
    ...is.tables.flatMap((table) => {
      const other = before.get(table.decisionId);
      return other === undefined ? [] : tableDifferences(other, table);
    }),
  ];
}

function tableDifferences(was: Table, is: Table): readonly PartDifference[] {
  const found: PartDifference[] = [];
  const tell = (type: PartDifference['type'], elementId: string, place: string, before?: string, after?: string) => {
    found.push({ type, elementId, place, ...(before === undefined ? {} : { was: before }), ...(after === undefined ? {} : { is: after }) });
  };
  if (was.name !== is.name) tell('table.renamed', is.tableId, was.name, was.name, is.name);
  const policy = ({ hitPolicy, aggregation }: Table) => `${hitPolicy} ${aggregation}`.trim();
  if (policy(was) !== policy(is)) tell('policy', is.tableId, is.name, policy(was), policy(is));
  const [columnsBefore, columnsAfter] = [columnsOf(was), columnsOf(is)];
  for (const [id, column] of columnsAfter) {
    const before = columnsBefore.get(id);
    if (before === undefined) tell('column.added', id, column.title);
    else if (before.text !== column.text) tell('column.changed', id, before.title, before.text, column.text);
  }
  for (const [id, column] of columnsBefore) if (!columnsAfter.has(id)) tell('column.removed', id, column.title);
  const rulesBefore = new Map(was.rules.map((rule) => [rule.id, rule]));
  const number = new Map(is.rules.map((rule, index) => [rule.id, String(index + 1)]));
  for (const rule of is.rules) {
    const before = rulesBefore.get(rule.id);
    const place = number.get(rule.id) ?? '';
    if (before === undefined) {
      tell('rule.added', rule.id, place, undefined, sentence(is, rule));
      continue;
    }
    if (before.note !== rule.note) tell('rule.note', rule.id, place, before.note, rule.note);
    const cells = cellsOf(was, before);
    for (const [column, cell] of cellsOf(is, rule)) {
      const other = cells.get(column);
      if (other !== undefined && other.text !== cell.text) tell('cell', cell.id, `${place}|${cell.title}`, other.text, cell.text);
    }
  }
  for (const [index, rule] of was.rules.entries())
    if (!number.has(rule.id)) tell('rule.removed', rule.id, String(index + 1), sentence(was, rule));
  const moved = outOfOrder(
    was.rules.map(({ id }) => id),
    is.rules.map(({ id }) => id),
  );
  for (const id of moved) {
    tell('rule.moved', id, number.get(id) ?? '', String(was.rules.findIndex((rule) => rule.id === id) + 1), number.get(id) ?? '');
  }
  return found;
}

interface Column {
  readonly title: string;
  readonly text: string;
}

function columnsOf({ inputs, outputs }: Table): ReadonlyMap<string, Column> {
  return new Map([
    ...inputs.map(({ id, label, text, typeRef }) => [id, { title: label || text, text: [label, text, typeRef].join(' · ') }] as const),
    ...outputs.map(({ id, label, name, typeRef }) => [id, { title: label || name, text: [label, name, typeRef].join(' · ') }] as const),
  ]);
}

/** Cells by the column that they stand in. */
function cellsOf(table: Table, rule: Rule): ReadonlyMap<string, { readonly id: string; readonly text: string; readonly title: string }> {
  const columns = [...columnsOf(table)];
  return new Map(
    [...rule.inputs, ...rule.outputs].flatMap((cell, index) => {
      const [id, column] = columns[index] ?? [];
      return id === undefined || column === undefined ? [] : [[id, { ...cell, title: column.title }] as const];
    }),
  );
}

/** A rule in one line: `Kategoria: "x" → Służba: "y"`. */
function sentence(table: Table, rule: Rule): string {
  const cells = [...cellsOf(table, rule).values()].map(({ title, text }) => `${title}: ${text}`);
  return `${cells.slice(0, rule.inputs.length).join(', ')} → ${cells.slice(rule.inputs.length).join(', ')}`;
}
