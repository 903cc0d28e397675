/** The steps of a version as a table: an equal of its diagram. */
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../components/Button/Button.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import styles from './ModelVersion.module.css';
import { elementsQuery } from './queries.js';
import { strings } from './strings.js';
import { usePartNames } from './use-part-names.js';

interface StepsOfVersionProps {
  readonly of: { readonly processId: string; readonly version: number };
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
}

export function StepsOfVersion({ of, selected, onSelect }: StepsOfVersionProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const partName = usePartNames();
  const steps = (useQuery(elementsQuery(of.processId, of.version)).data ?? []).filter(({ type }) => type !== 'process');
  if (steps.length === 0) return null;
  return (
    <div>
      <h2 className={styles.section}>{t('steps')}</h2>
      <PlainTable
        stacks
        label={t('steps')}
        rows={steps}
        keyOf={({ id }) => id}
        current={selected}
        columns={[
          {
            id: 'step',
            title: t('column.step'),
            cell: ({ id, name }) => (
              <Button kind="quiet" aria-pressed={selected === id} onPress={() => onSelect(id)}>
                <span title={id}>{name}</span>
              </Button>
            ),
          },
          { id: 'tier', title: t('column.tier'), cell: ({ tier }) => (tier === null ? '' : knownText(words, tWords, 'tier', tier)) },
          { id: 'form', title: t('column.form'), cell: ({ formId }) => (formId === null ? '' : partName('form', formId)) },
          { id: 'status', title: t('column.status'), cell: ({ publicStatus }) => publicStatus ?? '' },
        ]}
      />
    </div>
  );
}
