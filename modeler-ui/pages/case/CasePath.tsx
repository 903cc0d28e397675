/** The way of a case so far in the version that it follows: drawn around the step where it is, and the same in words. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Chip } from '../../components/Chip/Chip.js';
import { Loading } from '../../components/Loading/Loading.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import Diagram from '../history/Diagram.js';
import { elementPaths } from '../history/path.js';
import { historyQuery, type Step, xmlQuery } from '../history/queries.js';
import styles from './CasePath.module.css';
import { strings } from './document-strings.js';
import { stepsInWords } from './steps-in-words.js';

const nothing = () => undefined;
const noWords = () => '';

export default function CasePath({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const history = useQuery(historyQuery(number));
  if (history.data === undefined) return <Loading of={history} lines={6} />;
  const caseRun = history.data.runs.at(-1);
  const steps = history.data.steps.filter((step) => step.caseRun === caseRun?.caseRun);
  if (steps.length === 0) return <p>{t('where.none')}</p>;
  return <Path steps={steps} root={caseRun?.processInstanceKey ?? null} />;
}

function Path({ steps, root }: { readonly steps: readonly Step[]; readonly root: string | null }) {
  const t = useStrings(strings);
  // Where the case is now may be in a process that its own one called: that one is drawn.
  const here = steps.findLast(({ leftAt, type, calledInstanceKey }) => leftAt === null && type !== 'process' && calledInstanceKey === null);
  const drawn = here?.processInstanceKey ?? root ?? steps[0]?.processInstanceKey;
  const own = useMemo(() => steps.filter(({ processInstanceKey }) => processInstanceKey === drawn), [steps, drawn]);
  const paths = useMemo(() => elementPaths(own, Date.now()), [own]);
  const model = own[0];
  const xml = useQuery({ ...xmlQuery(model?.processId ?? '', model?.version ?? 0), enabled: model !== undefined });
  return (
    <div className={styles.path}>
      {model !== undefined && <p className={styles.meta}>{t('where.version', { version: String(model.version) })}</p>}
      <ol className={styles.steps} aria-label={t('where.steps')}>
        {stepsInWords(steps).map((step) => (
          <li key={step.key} {...(step.state === 'active' ? { 'aria-current': 'step' } : {})}>
            <span className={step.state === 'active' ? styles.now : ''}>{step.name}</span>{' '}
            {step.state === 'active' ? (
              <Chip tone="action" sign="➤">
                {t('where.now')}
              </Chip>
            ) : (
              <span className={styles.meta}>
                {t(`where.${step.state}`)}, <When at={step.at} />
              </span>
            )}
          </li>
        ))}
      </ol>
      {xml.data === undefined ? (
        <Loading of={xml} lines={6} />
      ) : (
        <Diagram
          xml={xml.data}
          steps={own}
          paths={paths}
          label={noWords}
          selected={null}
          onSelect={nothing}
          onEnter={nothing}
          around={here?.element}
        />
      )}
    </div>
  );
}
