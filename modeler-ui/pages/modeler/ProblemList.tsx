/** Below the diagram: each problem a sentence, a press leads to its element. */
import { Chip } from '../../components/Chip/Chip.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import type { Diagram } from './diagram.js';
import styles from './ModelerPage.module.css';
import { strings } from './problem-strings.js';
import type { Problem } from './problems.js';
import { refusalKey } from './refusal-words.js';
import type { Problems } from './use-problems.js';

interface ProblemListProps {
  readonly problems: Problems;
  readonly diagram: Diagram;
  readonly onJump: (elementId: string) => void;
}

export function ProblemList({ problems, diagram, onJump }: ProblemListProps) {
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
            <li key={`${problem.elementId} ${problem.type === 'advice' ? problem.rule : problem.reason}`}>
              <button type="button" className={styles.problem} onClick={() => onJump(problem.elementId)}>
                <Chip tone={problem.type === 'refused' ? 'late' : 'soon'} sign={problem.type === 'refused' ? '▲' : '◐'}>
                  {t(problem.type === 'refused' ? 'blocks' : 'advice')}
                </Chip>
                <strong>{nameOf(diagram, problem.elementId) || t('whole')}</strong>
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
  const { language } = useLanguage();
  if (problem.type === 'advice') return <span>{t(`advice.${problem.rule}`)}</span>;
  const key = refusalKey(problem.reason);
  if (key === undefined) return <span lang="en">{problem.reason}</span>;
  return (
    <span title={language === 'en' ? undefined : problem.reason} data-reason={problem.reason}>
      {t(key)}
    </span>
  );
}

export function nameOf(diagram: Diagram, elementId: string): string {
  const drawn = diagram.service('elementRegistry').get(elementId);
  return drawn?.businessObject.name?.trim() || elementId;
}
