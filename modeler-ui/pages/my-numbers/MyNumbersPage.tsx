/** One's own work in numbers: this week and month against the ones before. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call } from '../../api/call.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { Page } from '../../components/Page/Page.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { type Figures, FigureTable } from '../../figures/FigureTable.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

export default function MyNumbersPage() {
  const t = useStrings(strings);
  const figures = useQuery({
    queryKey: ['tasks', 'my-figures'],
    queryFn: ({ signal }) => call('GET /api/v1/me/figures', { signal }),
  });
  return (
    <Page title={t('title')}>
      <p>{t('about')}</p>
      {figures.data === undefined ? (
        figures.isError ? (
          <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
        ) : (
          <Skeleton lines={9} />
        )
      ) : figures.data.every(isNothing) ? (
        <EmptyState title={t('empty')} action={<Link href="/queue?view=tier">{t('queue')}</Link>} />
      ) : (
        <FigureTable label={t('table')} figures={figures.data} />
      )}
    </Page>
  );
}

function isNothing({ registered, settled, handedOn, sentBack, reopened, handlingMs }: Figures): boolean {
  return registered + settled + handedOn + sentBack + reopened === 0 && handlingMs === null;
}
