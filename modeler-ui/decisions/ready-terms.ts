/** Ready terms in the words of a table: what a rule must say so that it promises what a known contact centre does, or what the law demands. */
import type { Schemas } from '../api/schema.js';
import type { Language } from '../i18n/strings.js';
import type { Table } from './table.js';

type Preset = Schemas['PromisePreset'];
type Track = Schemas['LegalTrack'];

interface ReadyTerm {
  readonly id: string;
  readonly label: string;
  /** FEEL by the name of the output. */
  readonly cells: Readonly<Record<string, string>>;
  /** Hours of each day in which it counts; absent: those of the calendar, whatever they are. */
  readonly daily: Preset['daily'];
  /** What the same centre promises that no rule can say: it binds the centre as a whole. */
  readonly besides: readonly string[];
}

const text = (value: string): string => JSON.stringify(value);
const REMIND = 0.75;

/** In the units of `deadline.compute`; undefined: it has none for this. */
function amountOf(rule: Preset['terms'][number]['rule']): { readonly amount: number; readonly unit: string } | undefined {
  switch (rule.unit) {
    case 'working-minutes':
      return { amount: rule.amount / 60, unit: 'service-hours' };
    case 'minutes':
      return { amount: rule.amount / 60, unit: 'calendar-hours' };
    case 'working-days':
    case 'calendar-days':
      return { amount: rule.amount, unit: rule.unit };
    default:
      return undefined;
  }
}

function promises(presets: readonly Preset[], language: Language): ReadyTerm[] {
  return presets.flatMap(({ code, name, terms, daily }) =>
    terms.flatMap((term) => {
      const counted = amountOf(term.rule);
      if (term.sets === null || counted === undefined) return [];
      const amount = String(counted.amount);
      const cells: Record<string, string> =
        term.sets === 'acceptance'
          ? { acceptAmount: amount, acceptUnit: text(counted.unit) }
          : // A reminder that was set for another promise could come after this one.
            { promiseAmount: amount, promiseUnit: text(counted.unit), remindAfter: String(Math.ceil(counted.amount * REMIND)) };
      const besides = terms.filter(({ sets }) => sets === null).map((one) => one.name[language]);
      return [{ id: `${code} ${term.code}`, label: `${name[language]}: ${term.name[language]}`, cells, daily, besides }];
    }),
  );
}

function tracks(known: readonly Track[], language: Language): ReadyTerm[] {
  return known.flatMap(({ code, name, rule, article, canPause, canExtend, notice }) =>
    rule === null
      ? []
      : [
          {
            id: code,
            label: `${name[language]} (${article})`,
            cells: {
              statutoryAmount: String(rule.amount),
              statutoryUnit: text(rule.unit),
              counting: text(rule.counting),
              basis: text(article),
              canPause: String(canPause),
              canExtend: String(canExtend),
              notice: text(notice),
            },
            daily: undefined,
            besides: [],
          },
        ],
  );
}

/** A reminder is optional: tables without its column have none. */
const OPTIONAL = new Set(['remindAfter']);

/** Those that the table has columns for. */
export function readyTerms(
  known: { readonly promises: readonly Preset[]; readonly tracks: readonly Track[] },
  table: Table,
  language: Language,
): readonly ReadyTerm[] {
  const names = new Set(table.outputs.map(({ name }) => name));
  return [...promises(known.promises, language), ...tracks(known.tracks, language)].filter(({ cells }) =>
    Object.keys(cells).every((name) => names.has(name) || OPTIONAL.has(name)),
  );
}

/** The rule's cells that it writes, in the table's order, with their titles. */
export function cellsOf(term: ReadyTerm, table: Table, ruleId: string) {
  const rule = table.rules.find(({ id }) => id === ruleId);
  return table.outputs.flatMap(({ name, label }, index) => {
    const [wanted, cell] = [term.cells[name], rule?.outputs[index]];
    return wanted === undefined || cell === undefined ? [] : [{ id: cell.id, title: label || name, text: wanted }];
  });
}
