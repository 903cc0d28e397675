/** The tables of codes beside the other decisions: which version counts, which is to come, what waits for a code. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useNow } from '../../app/now.js';
import { Chip } from '../../components/Chip/Chip.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import { codeTablesQuery } from '../codes/queries.js';
import { strings } from '../codes/strings.js';
import styles from './DecisionsPage.module.css';

export function CodeTables() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const now = useNow();
  const tables = useQuery(codeTablesQuery);
  if (tables.data === undefined) return null;
  return (
    <>
      <h2 className={styles.group}>{t('group')}</h2>
      <PlainTable
        stacks
        label={t('group')}
        rows={tables.data}
        keyOf={({ system, direction }) => `${system} ${direction}`}
        columns={[
          {
            id: 'table',
            title: t('table'),
            cell: ({ system, direction }) => (
              <Link href={`/codes/${system}/${direction}`}>{t(`title.${direction}`, { system: tWords(`system.${system}`) })}</Link>
            ),
          },
          { id: 'version', title: t('in-force'), cell: ({ version }) => version ?? t('in-force.none'), isNumber: true },
          {
            id: 'scheduled',
            title: t('scheduled'),
            cell: ({ scheduled }) =>
              scheduled
                .map(({ version, effectiveFrom }) =>
                  t('scheduled.from', { version, when: shortDateTime(language, new Date(effectiveFrom), now) }),
                )
                .join('; '),
          },
          {
            id: 'held',
            title: t('held'),
            cell: ({ held }) =>
              held === 0 ? (
                0
              ) : (
                <Chip tone="late" sign="▲">
                  {String(held)}
                </Chip>
              ),
            isNumber: true,
          },
        ]}
      />
    </>
  );
}
