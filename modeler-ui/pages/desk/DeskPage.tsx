/** The call screen: who, what and the answer on one page; each save is one key away and nothing that was typed is lost. */
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { Desk } from './Desk.js';
import { draftsQuery } from './queries.js';
import { strings } from './strings.js';

export default function DeskPage() {
  const t = useStrings(strings);
  const drafts = useQuery(draftsQuery);
  if (drafts.data !== undefined) return <Desk stored={drafts.data} />;
  return (
    <Page title={t('title')} isWide>
      <Loading of={drafts} lines={8} />
    </Page>
  );
}
