/** An address without a page, or a role for which there is none yet. */
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

export function NothingHere({ reason }: { readonly reason: 'not-found' | 'no-page' }) {
  const t = useStrings(strings);
  return (
    <Page title={t(`${reason}.title`)}>
      <EmptyState
        title={t(`${reason}.why`)}
        action={reason === 'no-page' ? <a href="/api/docs">{t('docs')}</a> : <a href="/">{t('home')}</a>}
      />
    </Page>
  );
}
