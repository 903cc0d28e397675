/** Every version of a table: from when it counts, who published it and why. */
import { useNow } from '../../app/now.js';
import { Chip } from '../../components/Chip/Chip.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import styles from './CodesPage.module.css';
import type { CodeTable } from './queries.js';
import { strings } from './strings.js';

const LOOKS = {
  'in-force': { tone: 'good', sign: '✓' },
  scheduled: { tone: 'soon', sign: '◐' },
  past: { tone: 'neutral', sign: '–' },
} as const;

export function Versions({ versions }: Pick<CodeTable, 'versions'>) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const nameOf = usePeopleNames();
  if (versions.length === 0) return null;
  return (
    <div className={styles.part}>
      <h2>{t('versions')}</h2>
      <PlainTable
        label={t('versions')}
        rows={versions}
        keyOf={({ version }) => String(version)}
        columns={[
          { id: 'version', title: t('version'), cell: ({ version }) => version },
          { id: 'state', title: t('state'), cell: ({ state }) => <Chip {...LOOKS[state]}>{t(`state.${state}`)}</Chip> },
          {
            id: 'from',
            title: t('from'),
            cell: ({ by, effectiveFrom }) => (by === null ? t('from.always') : shortDateTime(language, new Date(effectiveFrom), now)),
          },
          { id: 'by', title: t('by'), cell: ({ by }) => (by === null ? t('by.shipped') : nameOf(by)) },
          { id: 'note', title: t('note'), cell: ({ note }) => note },
        ]}
      />
    </div>
  );
}
