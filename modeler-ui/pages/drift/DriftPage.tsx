/** Where cases and other systems differ: what, since when, what will happen, and what a person can do about it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './DriftPage.module.css';
import { DriftTable } from './DriftTable.js';
import { compareAll, driftQuery, STATES } from './queries.js';
import { strings } from './strings.js';

export default function DriftPage() {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get('state')) ?? 'open';
  const found = useQuery(driftQuery(state));
  const compare = useMutation({
    mutationFn: compareAll,
    onSuccess: () => toasts.add({ message: t('compare-all.asked') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: t('failed', { why: error.message }) }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['drift'] }),
  });
  return (
    <Page title={t('title')} isWide>
      <p>
        {t('why')} <Link href="/field-owners">{t('owners')}</Link>
      </p>
      <div className={styles.head}>
        <SelectChoice
          label={t('show')}
          choices={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state}
          isRequired
          onChange={(value) => setSearch(value === 'settled' ? { state: 'settled' } : {}, { replace: true })}
        />
        <Button onPress={() => compare.mutate()} isPending={compare.isPending}>
          {t('compare-all')}
        </Button>
      </div>
      {found.data === undefined ? (
        <Loading of={found} lines={6} />
      ) : (
        <>
          <Compared systems={found.data.systems} />
          {found.data.drift.length === 0 ? <Nothing state={state} systems={found.data.systems} /> : <DriftTable drift={found.data.drift} />}
        </>
      )}
    </Page>
  );
}

interface NothingProps {
  readonly state: (typeof STATES)[number];
  readonly systems: Schemas['DriftList']['systems'];
}

/** That nothing differs is known only once everything has been compared. */
function Nothing({ state, systems }: NothingProps) {
  const t = useStrings(strings);
  if (state === 'open' && systems.some(({ comparedAt }) => comparedAt === null))
    return <EmptyState title={t('empty.not-yet')}>{t('empty.not-yet.why')}</EmptyState>;
  return <EmptyState title={t(`empty.${state}`)} />;
}

function Compared({ systems }: { readonly systems: Schemas['DriftList']['systems'] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const maySeeSystems = useMay('step.retry');
  return (
    <ul className={styles.compared}>
      {systems.map(({ system, comparedAt, comparedCases }) => (
        <li key={system}>
          {comparedAt === null ? (
            t('compared.never', { system: tWords(`system.${system}`) })
          ) : (
            <>
              {t('compared.at', { system: tWords(`system.${system}`), count: comparedCases ?? 0 })} <When at={comparedAt} />
            </>
          )}
        </li>
      ))}
      {maySeeSystems && (
        <li>
          <Link href="/systems">{t('to-systems')}</Link>
        </li>
      )}
    </ul>
  );
}
