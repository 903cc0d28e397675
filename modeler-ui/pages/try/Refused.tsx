/** A draft that can't be tried yet: why, step by step, and the way back to mend it. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../../api/problem.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { useStrings } from '../../i18n/language.js';
import { draftQuery } from '../modeler/queries.js';
import { strings as refusalStrings } from '../modeler/refusal-strings.js';
import { refusalKey } from '../modeler/refusal-words.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

interface RefusedProps {
  readonly id: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

export function Refused({ id, error, onRetry }: RefusedProps) {
  const t = useStrings(strings);
  const tRefusal = useStrings(refusalStrings);
  const draft = useQuery(draftQuery(id)).data;
  const names = useMemo(() => namesIn(draft?.xml ?? ''), [draft?.xml]);
  const faults = error instanceof ApiProblem ? (error.body.faults ?? []) : [];
  return (
    <div className={styles.part}>
      <ErrorState error={error} onRetry={onRetry} />
      {faults.length > 0 && (
        <>
          <ul aria-label={t('faults')}>
            {faults.map(({ elementId, reason }) => (
              <li key={`${elementId} ${reason}`}>
                <strong>{names.get(elementId) ?? elementId}</strong>: {tRefusal(refusalKey(reason))}
              </li>
            ))}
          </ul>
          <Link href={`/case-types/${encodeURIComponent(id)}`}>{t('mend')}</Link>
        </>
      )}
    </div>
  );
}

/** What its author called each element. */
function namesIn(xml: string): ReadonlyMap<string, string> {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  return new Map(
    [...document.querySelectorAll('[id][name]')].flatMap((element) => {
      const [id, name] = [element.getAttribute('id'), element.getAttribute('name')];
      return id === null || name === null || name === '' ? [] : [[id, name] as const];
    }),
  );
}
