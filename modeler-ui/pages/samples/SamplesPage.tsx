/** The auditor's samples: what was drawn, how far it is checked, and drawing another. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { DrawDialog } from './DrawDialog.js';
import { samplesQuery } from './queries.js';
import { strings } from './strings.js';

export default function SamplesPage() {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const samples = useQuery(samplesQuery);
  const [isDrawing, setDrawing] = useState(false);
  const draw = (
    <Button kind="primary" onPress={() => setDrawing(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} isWide actions={draw}>
      {samples.data === undefined ? (
        <Loading of={samples} lines={6} />
      ) : samples.data.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty.why')}</EmptyState>
      ) : (
        <PlainTable
          stacks
          label={t('table')}
          rows={samples.data}
          keyOf={({ id }) => id}
          columns={[
            { id: 'name', title: t('column.name'), cell: ({ id, name }) => <Link href={`/samples/${id}`}>{name}</Link> },
            { id: 'drawn', title: t('column.drawn'), cell: ({ drawnAt }) => <When at={drawnAt} /> },
            { id: 'by', title: t('column.by'), cell: ({ drawnBy }) => nameOf(drawnBy) },
            {
              id: 'size',
              title: t('column.size'),
              isNumber: true,
              cell: ({ cases, population }) => t('size.of', { cases, population }),
            },
            { id: 'progress', title: t('column.progress'), isNumber: true, cell: ({ checked }) => checked },
            { id: 'findings', title: t('column.findings'), isNumber: true, cell: ({ withFindings }) => withFindings },
            {
              id: 'state',
              title: t('column.state'),
              cell: ({ closedAt }) => (
                <Chip tone={closedAt === null ? 'action' : 'neutral'}>{t(closedAt === null ? 'state.open' : 'state.closed')}</Chip>
              ),
            },
          ]}
        />
      )}
      {isDrawing && <DrawDialog onClose={() => setDrawing(false)} />}
    </Page>
  );
}
