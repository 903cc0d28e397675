/** What stands in the way: steps that failed, and why not everything was played. */
import { Banner } from '../../components/Banner/Banner.js';
import { strings as failureStrings } from '../../failures/failure-strings.js';
import { failureText } from '../../failures/failure-words.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import type { Rehearsal } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

export function Troubles({ view }: { readonly view: Rehearsal }) {
  const t = useStrings(strings);
  const tFailure = useStrings(failureStrings);
  const { problems, stopped, case: theCase } = view;
  const isOver = theCase?.status === 'stopped';
  return (
    <>
      {stopped !== null && (
        <Banner tone="late" isNews>
          {stopped.why === 'act' ? stopped.detail : t(`stopped.${stopped.why}`)}
        </Banner>
      )}
      {isOver && (
        <Banner tone="warning" isNews>
          {t('over')}
        </Banner>
      )}
      {typeof theCase?.unknownDepartment === 'string' && theCase.tier === 'department' && (
        <Banner tone="warning" isNews>
          {t('unknown-department', { name: theCase.unknownDepartment })}
        </Banner>
      )}
      {problems.map(({ element, name, errorType, message }) => (
        <Banner key={`${element} ${message}`} tone="late" isNews>
          {t('problem', { name, why: knownText(strings, t, 'why', errorType) })}
        </Banner>
      ))}
      {(problems.length > 0 || (stopped !== null && stopped.why !== 'act')) && (
        <details className={styles.details}>
          <summary>{t('technical')}</summary>
          <ul>
            {problems.map(({ element, processId, errorType, message }) => (
              <li key={`${element} ${message}`}>
                {failureText(message, tFailure)}{' '}
                <code>
                  {processId} / {element} · {errorType}
                </code>
              </li>
            ))}
            {stopped !== null && stopped.why !== 'act' && <li>{failureText(stopped.detail, tFailure)}</li>}
          </ul>
        </details>
      )}
    </>
  );
}
