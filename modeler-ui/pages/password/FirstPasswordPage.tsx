/** Before anything else: whoever signed in with a password that an administrator gave chooses one of their own. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { Button } from '../../components/Button/Button.js';
import { usePageHeading } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { changeSession, sessionQuery, useSession } from '../../session/session.js';
import signIn from '../sign-in/SignInPage.module.css';
import { PasswordForm } from './PasswordForm.js';
import { strings } from './strings.js';

export default function FirstPasswordPage() {
  const t = useStrings(strings);
  const { person } = useSession();
  const client = useQueryClient();
  const heading = usePageHeading(t('first.title'));
  const signOut = useMutation({ mutationFn: () => call('DELETE /api/v1/session'), onSuccess: () => changeSession(client, null) });
  return (
    <main className={signIn.page}>
      <div className={signIn.box}>
        <h1 ref={heading} tabIndex={-1}>
          {t('first.title')}
        </h1>
        <p>{t('first.about', { name: person.name })}</p>
        <PasswordForm
          currentLabel={t('first.current')}
          send={t('first.save')}
          onChanged={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}
        />
        <div>
          <Button kind="quiet" onPress={() => signOut.mutate()} isPending={signOut.isPending}>
            {t('first.sign-out')}
          </Button>
        </div>
      </div>
    </main>
  );
}
