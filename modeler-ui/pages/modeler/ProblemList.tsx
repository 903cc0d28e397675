/** Below the diagram: each problem a sentence, a press leads to its element. */
import { Chip } from '../../components/Chip/Chip.js';
import { idOf, labelOf, placedIn, readForm } from '../../forms/schema.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import type { Diagram } from './diagram.js';
import styles from './ModelerPage.module.css';
import type { Parts } from './parts/use-parts.js';
import { strings } from './problem-strings.js';
import type { Problem } from './problems.js';
import { strings as refusalStrings } from './refusal-strings.js';
import { refusalKey } from './refusal-words.js';
import type { Problems } from './use-problems.js';

interface ProblemListProps {
  readonly problems: Problems;
  readonly diagram: Diagram;
  readonly parts: Parts;
  readonly onJump: (problem: Problem) => void;
}

export function ProblemList({ problems, diagram, parts, onJump }: ProblemListProps) {
  const t = useStrings(strings);
  const { type, list } = problems;
  return (
    <section className={styles.problems} aria-labelledby="problems-title">
      <h2 id="problems-title" className={styles.sectionTitle}>
        {t('title')}
        <span role="status" className={styles.meta}>
          {type === 'checking' && t('checking')}
          {type === 'unchecked' && t('unchecked')}
          {type === 'known' && (list.length === 0 ? t('none') : t('count', { count: list.length }))}
        </span>
      </h2>
      {list.length > 0 && (
        <ul className={styles.problemList}>
          {list.map((problem) => (
            <li key={keyOf(problem)}>
              <button type="button" className={styles.problem} onClick={() => onJump(problem)}>
                <Chip tone={problem.type === 'refused' ? 'late' : 'soon'} sign={problem.type === 'refused' ? '▲' : '◐'}>
                  {t(problem.type === 'refused' ? 'blocks' : 'advice')}
                </Chip>
                <strong>
                  <ProblemPlace problem={problem} diagram={diagram} parts={parts} />
                </strong>
                <ProblemSentence problem={problem} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function ProblemSentence({ problem }: { readonly problem: Problem }) {
  const t = useStrings(strings);
  const tRefusal = useStrings(refusalStrings);
  const { language } = useLanguage();
  if (problem.type === 'advice') return <span>{t(`advice.${problem.rule}`)}</span>;
  if (problem.type === 'missing') return <span>{t(`missing.${problem.what}`, { id: problem.id })}</span>;
  if (problem.type === 'form') return <span>{t(`form.${problem.fault.type}`, { component: '', key: '', ...problem.fault })}</span>;
  return (
    <span title={language === 'en' ? undefined : problem.reason} data-reason={problem.reason}>
      {tRefusal(refusalKey(problem.reason))}
    </span>
  );
}

/** The step, or the form with its field, or the table with its rule. */
export function ProblemPlace({ problem, diagram, parts }: { readonly problem: Problem; readonly diagram: Diagram; readonly parts: Parts }) {
  const t = useStrings(strings);
  const part = 'resourceName' in problem ? parts.list.find(({ resourceName }) => resourceName === problem.resourceName) : undefined;
  if (part === undefined) return nameOf(diagram, problem.elementId) || t('whole');
  const name = part.title;
  if (part.kind === 'form') {
    const field = placedIn(readForm(part.content)?.components ?? []).find((one) => idOf(one) === problem.elementId);
    return field === undefined ? name : t('place.field', { name, field: labelOf(field.component) || problem.elementId });
  }
  const number = ruleNumber(part.content, problem.elementId);
  return number === undefined ? name : t('place.rule', { name, number });
}

/** Which rule of a DMN text an element stands in, from 1; undefined: in none. */
function ruleNumber(xml: string, elementId: string): number | undefined {
  const before = xml.slice(0, Math.max(0, xml.indexOf(`id="${elementId}"`)));
  const table = before.slice(before.lastIndexOf('decisionTable ') + 1);
  const begun = table.match(/<(?:[\w-]+:)?rule\b/g)?.length ?? 0;
  return begun === 0 || elementId === '' ? undefined : begun;
}

export function keyOf(problem: Problem): string {
  return JSON.stringify(problem);
}

function nameOf(diagram: Diagram, elementId: string): string {
  const drawn = diagram.service('elementRegistry').get(elementId);
  return drawn?.businessObject.name?.trim() || elementId;
}
