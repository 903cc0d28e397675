/** Who is signed in; language, theme, sign out, and in a demo somebody else. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.js';
import { Icon } from '../components/Icon/Icon.js';
import { Menu } from '../components/Menu/Menu.js';
import { becomeAt } from '../first-run/queries.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { openKeyList } from '../keyboard/key-list.js';
import { useChangeSettings, useOwnSettings } from '../session/own-settings.js';
import { demoPeopleQuery, useSession } from '../session/session.js';
import styles from './PersonMenu.module.css';
import { RoleNames } from './RoleNames.js';
import { strings } from './strings.js';
import { chooseTheme, currentTheme, type Theme } from './theme.js';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function PersonMenu() {
  const t = useStrings(strings);
  const { person } = useSession();
  const { language, choose } = useLanguage();
  const [theme, setTheme] = useState(currentTheme);
  const own = useOwnSettings();
  const settings = useChangeSettings();
  const demo = useQuery(demoPeopleQuery).data ?? [];
  const signOut = useMutation({
    mutationFn: () => call('DELETE /api/v1/session'),
    // A fresh page: nothing that the person has read stays in memory.
    onSuccess: () => location.assign('/'),
  });
  const become = useMutation({ mutationFn: (login: string) => becomeAt(login, '/') });
  return (
    <div className={styles.menus}>
      {demo.length > 0 && (
        <Menu
          label={t('sample-people')}
          button={<span className={styles.wide}>{t('change-person')}</span>}
          groups={[
            {
              title: t('sample-people'),
              entries: demo.map(({ login, name }) => ({
                id: login,
                label: `${login} – ${name}`,
                isChosen: login === person.login,
                act: () => become.mutate(login),
              })),
            },
          ]}
        />
      )}
      <Menu
        label={t('language.title')}
        button={
          <>
            <Icon name="language" />
            <span>{language.toUpperCase()}</span>
          </>
        }
        groups={[
          {
            title: t('language.title'),
            entries: (['pl', 'en'] as const).map((one) => ({
              id: one,
              label: t(`language.${one}`),
              isChosen: one === language,
              act: () => choose(one),
            })),
          },
        ]}
      />
      <Menu
        label={t('person')}
        button={
          <>
            <Icon name="person" />
            <span className={`${styles.wide} ${styles.name}`}>
              {person.name}
              <span className={styles.role}>
                <RoleNames roles={person.roles} tierLead={person.tierLead} />
              </span>
            </span>
          </>
        }
        groups={[
          {
            title: t('theme.title'),
            entries: THEMES.map((one) => ({
              id: one,
              label: t(`theme.${one}`),
              isChosen: one === theme,
              act: () => {
                chooseTheme(one);
                setTheme(one);
              },
            })),
          },
          {
            title: t('rows.title'),
            entries: ([null, 'compact', 'comfortable'] as const).map((density) => ({
              id: `rows ${density}`,
              label: t(`rows.${density ?? 'device'}`),
              isChosen: (own?.density ?? null) === density,
              act: () => settings.mutate({ density }),
            })),
          },
          {
            title: t('help'),
            entries: [
              { id: 'keys', label: t('keys'), act: openKeyList },
              ...(demo.length > 0 && own?.firstSteps === 'hidden'
                ? [{ id: 'first-steps', label: t('first-steps'), act: () => settings.mutate({ firstSteps: 'shown' }) }]
                : []),
            ],
          },
          {
            title: person.name,
            entries: [
              { id: 'password', label: t('password'), act: () => location.assign('/password') },
              { id: 'sign-out', label: t('sign-out'), act: () => signOut.mutate() },
            ],
          },
        ]}
      />
    </div>
  );
}
