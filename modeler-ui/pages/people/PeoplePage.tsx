/** People and units, and what an administrator does with them. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { RoleNames } from '../../app/RoleNames.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { SearchField } from '../../components/SearchField/SearchField.js';
import { useStrings } from '../../i18n/language.js';
import { meansSame } from '../../i18n/search.js';
import { strings as words } from '../../words/strings.js';
import { PersonDialog } from './PersonDialog.js';
import { freshPeopleQuery, freshUnitsQuery, type Person, type Unit } from './queries.js';
import { strings } from './strings.js';
import { UnitDialog } from './UnitDialog.js';

/** What fits a window is found by looking. */
const FEW = 10;

/** What is being changed: somebody, something, or a new one. */
type Editing = { readonly type: 'person'; readonly person: Person | null } | { readonly type: 'unit'; readonly unit: Unit | null };

export default function PeoplePage() {
  const t = useStrings(strings);
  const people = useQuery(freshPeopleQuery);
  const units = useQuery(freshUnitsQuery);
  const tWords = useStrings(words);
  const [chosen, setEditing] = useState<Editing | null>(null);
  const [typed, setTyped] = useState('');
  // The search over everything leads to a person by the address.
  const [search, setSearch] = useSearchParams();
  const asked = people.data?.find(({ login }) => login === search.get('person'));
  const editing: Editing | null = chosen ?? (asked === undefined ? null : { type: 'person', person: asked });
  const close = () => {
    setEditing(null);
    if (search.has('person')) setSearch({}, { replace: true });
  };
  const unitName = (id: string | null) => units.data?.find((unit) => unit.id === id)?.name ?? id ?? '';
  const found = people.data?.filter(({ name, login, unit, roles }) =>
    meansSame([name, login, unitName(unit), ...roles.map((role) => tWords(`role.${role}`))].join(' '), typed),
  );
  const both = { error: people.error ?? units.error, refetch: () => Promise.all([people.refetch(), units.refetch()]) };
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
      {people.data === undefined || units.data === undefined ? (
        <Loading of={both} lines={10} />
      ) : (
        <>
          <h2 id="people-title">{t('people.title')}</h2>
          {people.data.length > FEW && (
            <SearchField label={t('search')} description={t('search.description')} value={typed} onChange={setTyped} />
          )}
          {people.data.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : found === undefined || found.length === 0 ? (
            <EmptyState title={t('no-result', { typed })} action={<Button onPress={() => setTyped('')}>{t('show-all')}</Button>} />
          ) : (
            <PlainTable
              stacks
              label={t('people.table')}
              rows={found}
              keyOf={({ login }) => login}
              isFaded={({ active }) => !active}
              columns={[
                {
                  id: 'name',
                  title: t('column.name'),
                  cell: (person) => <Edit name={person.name} onPress={() => setEditing({ type: 'person', person })} />,
                },
                { id: 'login', title: t('column.login'), cell: ({ login }) => login },
                { id: 'roles', title: t('column.roles'), cell: ({ roles, tierLead }) => <RoleNames roles={roles} tierLead={tierLead} /> },
                { id: 'unit', title: t('column.unit'), cell: ({ unit }) => unitName(unit) },
                { id: 'state', title: t('column.state'), cell: ({ active }) => <State isActive={active} /> },
              ]}
            />
          )}
          <h2 id="units-title">{t('units.title')}</h2>
          <PlainTable
            stacks
            label={t('units.table')}
            rows={units.data}
            keyOf={({ id }) => id}
            isFaded={({ active }) => !active}
            columns={[
              {
                id: 'unit-name',
                title: t('column.unit-name'),
                cell: (unit) => <Edit name={unit.name} onPress={() => setEditing({ type: 'unit', unit })} />,
              },
              { id: 'kind', title: t('column.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
              { id: 'hours', title: t('column.hours'), cell: ({ hours }) => hours },
              { id: 'substitute', title: t('column.substitute'), cell: ({ substituteUnit }) => unitName(substituteUnit) },
              { id: 'state', title: t('column.state'), cell: ({ active }) => <State isActive={active} /> },
            ]}
          />
          {editing?.type === 'person' && <PersonDialog person={editing.person} units={units.data} onClose={close} />}
          {editing?.type === 'unit' && <UnitDialog unit={editing.unit} units={units.data} onClose={close} />}
        </>
      )}
    </Page>
  );
}

function Edit({ name, onPress }: { readonly name: string; readonly onPress: () => void }) {
  const t = useStrings(strings);
  return (
    <Button kind="quiet" onPress={onPress} aria-label={t('edit', { name })}>
      {name}
    </Button>
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
