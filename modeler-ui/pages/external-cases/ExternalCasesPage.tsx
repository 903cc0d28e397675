/** Cases that live in other systems: found by number or title. What was looked for lives in the address. */
import { useQuery } from '@tanstack/react-query';
import { useSearchInAddress } from '../../app/search-in-address.js';
import { Button } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { SearchField } from '../../components/SearchField/SearchField.js';
import { ExternalCaseList } from '../../external-cases/ExternalCaseList.js';
import { externalCasesQuery } from '../../external-cases/queries.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

export default function ExternalCasesPage() {
  const t = useStrings(strings);
  const { typed, setTyped, q } = useSearchInAddress();
  const found = useQuery(externalCasesQuery(q));
  return (
    <Page title={t('title')}>
      <SearchField label={t('search')} value={typed} onChange={setTyped} />
      {found.data === undefined ? (
        <Loading of={found} lines={6} />
      ) : found.data.length > 0 ? (
        <ExternalCaseList cases={found.data} />
      ) : q === '' ? (
        <EmptyState title={t('empty')} />
      ) : (
        <EmptyState title={t('no-result')} action={<Button onPress={() => setTyped('')}>{t('show-all')}</Button>} />
      )}
    </Page>
  );
}
