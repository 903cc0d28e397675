/** A new password for oneself. */
import { Page } from '../../components/Page/Page.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { PasswordForm } from './PasswordForm.js';
import { strings } from './strings.js';

export default function PasswordPage() {
  const t = useStrings(strings);
  const changed = () => void toasts.add({ message: t('saved') }, { timeout: TOAST_MS });
  return (
    <Page title={t('title')}>
      <p>{t('about')}</p>
      <PasswordForm currentLabel={t('current')} send={t('save')} onChanged={changed} />
    </Page>
  );
}
