/** People and units, and what an administrator does with them. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { RoleNames } from '../../app/RoleNames.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { Page } from '../../components/Page/Page.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { useStrings } from '../../i18n/language.js';
import historyStyles from '../history/HistoryPage.module.css';
import styles from './PeoplePage.module.css';
import { PersonDialog } from './PersonDialog.js';
import { type Person, peopleQuery, type Unit, unitsQuery } from './queries.js';
import { strings } from './strings.js';
import { UnitDialog } from './UnitDialog.js';

/** What is being changed: somebody, something, or a new one. */
type Editing = { readonly type: 'person'; readonly person: Person | null } | { readonly type: 'unit'; readonly unit: Unit | null };

export default function PeoplePage() {
  const t = useStrings(strings);
  const people = useQuery(peopleQuery);
  const units = useQuery(unitsQuery);
  const [editing, setEditing] = useState<Editing | null>(null);
  const close = () => setEditing(null);
  const unitName = (id: string | null) => units.data?.find((unit) => unit.id === id)?.name ?? id ?? '';
  const failed = people.isError ? people : units.isError ? units : null;
  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <>
          <Button kind="primary" onPress={() => setEditing({ type: 'person', person: null })}>
            {t('add-person')}
          </Button>
          <Button onPress={() => setEditing({ type: 'unit', unit: null })}>{t('add-unit')}</Button>
        </>
      }
    >
      {failed !== null ? (
        <ErrorState error={failed.error} onRetry={() => void Promise.all([people.refetch(), units.refetch()])} />
      ) : people.data === undefined || units.data === undefined ? (
        <Skeleton lines={10} />
      ) : (
        <>
          <h2 id="people-title">{t('people.title')}</h2>
          {people.data.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            <section className={historyStyles.scroller} aria-label={t('people.table')} tabIndex={0}>
              <table className={historyStyles.table}>
                <thead>
                  <tr>
                    {(['name', 'login', 'roles', 'unit', 'state'] as const).map((column) => (
                      <th key={column} scope="col">
                        {t(`column.${column}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {people.data.map((person) => (
                    <tr key={person.login} className={person.active ? '' : styles.inactive}>
                      <th scope="row">
                        <button
                          type="button"
                          className={historyStyles.step}
                          aria-label={t('edit', { name: person.name })}
                          onClick={() => setEditing({ type: 'person', person })}
                        >
                          {person.name}
                        </button>
                      </th>
                      <td>{person.login}</td>
                      <td>
                        <RoleNames roles={person.roles} tierLead={person.tierLead} />
                      </td>
                      <td>{unitName(person.unit)}</td>
                      <td>
                        <State isActive={person.active} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
          <h2 id="units-title">{t('units.title')}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={historyStyles.scroller} aria-label={t('units.table')} tabIndex={0}>
            <table className={historyStyles.table}>
              <thead>
                <tr>
                  {(['unit-name', 'kind', 'hours', 'substitute', 'state'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {units.data.map((unit) => (
                  <tr key={unit.id} className={unit.active ? '' : styles.inactive}>
                    <th scope="row">
                      <button
                        type="button"
                        className={historyStyles.step}
                        aria-label={t('edit', { name: unit.name })}
                        onClick={() => setEditing({ type: 'unit', unit })}
                      >
                        {unit.name}
                      </button>
                    </th>
                    <td>{t(`kind.${unit.kind}`)}</td>
                    <td>{unit.hours}</td>
                    <td>{unitName(unit.substituteUnit)}</td>
                    <td>
                      <State isActive={unit.active} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {editing?.type === 'person' && <PersonDialog person={editing.person} units={units.data} onClose={close} />}
          {editing?.type === 'unit' && <UnitDialog unit={editing.unit} units={units.data} onClose={close} />}
        </>
      )}
    </Page>
  );
}

function State({ isActive }: { readonly isActive: boolean }) {
  const t = useStrings(strings);
  return (
    <Chip tone={isActive ? 'good' : 'neutral'} sign={isActive ? '●' : '○'}>
      {t(isActive ? 'active' : 'inactive')}
    </Chip>
  );
}
