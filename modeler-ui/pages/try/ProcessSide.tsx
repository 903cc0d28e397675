/** The diagram of the process that is at work, with the path so far and the steps that wait; the same steps as a list. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { useStrings } from '../../i18n/language.js';
import { DiagramOf } from '../history/DiagramOf.js';
import { type ElementPath, elementPaths } from '../history/path.js';
import { xmlQuery } from '../history/queries.js';
import { draftXml, type Rehearsal } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

interface ProcessSideProps {
  readonly id: string;
  readonly view: Rehearsal;
  /** Where something waits or has failed. */
  readonly at: { readonly element: string; readonly processId: string } | undefined;
}

export function ProcessSide({ id, view, at }: ProcessSideProps) {
  const t = useStrings(strings);
  const { processes, steps, revision, acts } = view;
  const follows = at?.processId ?? steps.at(-1)?.processId ?? '';
  // What the owner looked at counts until the next act.
  const [looked, setLooked] = useState({ processId: '', acts: -1, element: null as string | null });
  const isLooking = looked.acts === acts && processes.some(({ processId }) => processId === looked.processId);
  const shown = processes.find(({ processId }) => processId === (isLooking ? looked.processId : follows)) ?? processes[0];
  const instance = steps.findLast(({ processId }) => processId === shown?.processId)?.processInstanceKey;
  const own = useMemo(() => steps.filter(({ processInstanceKey }) => processInstanceKey === instance), [steps, instance]);
  const paths = useMemo(() => elementPaths(own, Date.parse(view.now)), [own, view.now]);
  // Gateways without a name say nothing to anybody.
  const named = paths.flatMap((path) => {
    const name = own.findLast(({ element }) => element === path.element)?.name ?? path.element;
    return name === path.element ? [] : [{ ...path, name }];
  });
  const ofDraft = useQuery({ ...draftXml(id, revision), enabled: shown?.isDraft === true });
  const published = useQuery({ ...xmlQuery(shown?.processId ?? '', shown?.version ?? 0), enabled: shown?.isDraft === false });
  const xml = shown?.isDraft === true ? ofDraft : published;
  const label = useCallback((path: ElementPath) => (path.visits > 1 ? `${path.visits}×` : ''), []);
  const enter = (element: string) => {
    const called = own.findLast((step) => step.element === element && step.calledInstanceKey !== null)?.calledInstanceKey;
    const into = steps.find(({ processInstanceKey }) => processInstanceKey === called)?.processId;
    if (into !== undefined) setLooked({ processId: into, acts, element: null });
  };
  if (shown === undefined) return <p>{t('no-steps')}</p>;
  return (
    <section className={styles.process} aria-label={t('process')}>
      {processes.length > 1 && (
        <SelectChoice
          label={t('process')}
          isRequired
          value={shown.processId}
          choices={processes.map(({ processId, name, version, isDraft }) => ({
            value: processId,
            label: isDraft ? t('process.draft', { name }) : t('process.published', { name, version }),
          }))}
          onChange={(processId) => setLooked({ processId, acts, element: null })}
        />
      )}
      <DiagramOf
        xml={xml}
        steps={own}
        paths={paths}
        label={label}
        selected={isLooking && looked.element !== null ? looked.element : at?.processId === shown.processId ? at.element : null}
        onSelect={(element) => setLooked({ processId: shown.processId, acts, element })}
        onEnter={enter}
      />
      <details className={styles.details}>
        <summary>{t('steps')}</summary>
        <ol>
          {named.map((path) => (
            <li key={path.element}>
              {path.name}: {t(`step.${path.state}`)}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
