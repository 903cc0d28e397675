/** Signing in: login and password; in a demo also one card a role. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call } from '../../api/call.js';
import { RoleNames } from '../../app/RoleNames.js';
import { usePageHeading } from '../../components/Page/Page.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { type DemoPerson, demoPeopleQuery, type Session } from '../../session/session.js';
import { SignInForm } from '../../session/sign-in-form.js';
import { oneOfEachRole } from './demo-cards.js';
import styles from './SignInPage.module.css';
import { strings } from './strings.js';

interface SignInPageProps {
  readonly onSignedIn: (session: Session) => void;
}

export function SignInPage({ onSignedIn }: SignInPageProps) {
  const t = useStrings(strings);
  const { language, choose } = useLanguage();
  const heading = usePageHeading(t('title'), { takesFocus: false });
  const demo = oneOfEachRole(useQuery(demoPeopleQuery).data ?? []);
  const other = language === 'pl' ? 'en' : 'pl';
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <div className={styles.head}>
          <h1 ref={heading} tabIndex={-1}>
            {t('title')}
          </h1>
          <button type="button" className={styles.language} lang={other} onClick={() => choose(other)}>
            {t('other-language')}
          </button>
        </div>
        <p className={styles.about}>{t('about')}</p>
        <SignInForm onSignedIn={onSignedIn} />
        <p className={styles.about}>
          <Link href="/check">{t('check-case')}</Link> · <Link href="/accessibility">{t('accessibility')}</Link>
        </p>
      </div>
      {demo.length > 0 && <DemoCards people={demo} onSignedIn={onSignedIn} />}
    </main>
  );
}

function DemoCards({ people, onSignedIn }: SignInPageProps & { readonly people: readonly DemoPerson[] }) {
  const t = useStrings(strings);
  const enter = useMutation({
    mutationFn: (login: string) => call('POST /api/v1/session/demo', { body: { login } }),
    onSuccess: onSignedIn,
  });
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t('demo.title')}</h2>
      <p className={styles.about}>{t('demo.about')}</p>
      <ul className={styles.cards}>
        {people.map(({ login, name, roles, tierLead }) => (
          <li key={login}>
            <button type="button" className={styles.card} disabled={enter.isPending} onClick={() => enter.mutate(login)}>
              <span className={styles.as}>
                {t('demo.as')} <RoleNames roles={roles} tierLead={tierLead} />
              </span>
              <span className={styles.name}>{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
