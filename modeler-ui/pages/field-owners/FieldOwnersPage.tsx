/** Each field of a matter with the one system whose word counts, why, and which other systems are told. */
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import { fieldOwnersQuery } from './queries.js';
import { strings } from './strings.js';

const SYSTEMS = ['crm', 'dms'] as const;

export default function FieldOwnersPage() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const owners = useQuery(fieldOwnersQuery);
  return (
    <Page title={t('title')} isWide>
      <p>{t('about')}</p>
      {owners.data === undefined ? (
        <Loading of={owners} lines={10} />
      ) : (
        <PlainTable
          stacks
          label={t('table')}
          rows={owners.data}
          keyOf={({ field }) => field}
          columns={[
            { id: 'field', title: t('column.field'), cell: ({ field }) => t(`field.${field}`) },
            { id: 'owner', title: t('column.owner'), cell: ({ owner }) => <strong>{t(`owner.${owner}`)}</strong> },
            { id: 'why', title: t('column.why'), cell: ({ field }) => t(`why.${field}`) },
            {
              id: 'told',
              title: t('column.told'),
              cell: (row) => {
                const told = SYSTEMS.filter((system) => row[system].length > 0);
                return told.length === 0 ? t('told.none') : told.map((system) => tWords(`system.${system}`)).join(', ');
              },
            },
          ]}
        />
      )}
    </Page>
  );
}
