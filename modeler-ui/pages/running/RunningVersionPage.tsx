/** One version of a case type at work: counts on the diagram of each process, the same as a table, and the cases at the step one chose. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { DiagramOf } from '../history/DiagramOf.js';
import type { ElementPath } from '../history/path.js';
import { xmlQuery } from '../history/queries.js';
import { CasesThere } from './CasesThere.js';
import { PlaceTable } from './PlaceTable.js';
import { ONLY, type Only, type Place, placesQuery, readStuckDays } from './queries.js';
import styles from './Running.module.css';
import { StuckChoice } from './StuckChoice.js';
import { strings } from './strings.js';

const NO_STEPS: readonly never[] = [];
const ALL = 'all';

/** A third of what the busiest step has is warm, two thirds hot. */
const heatOf = (cases: number, most: number): string => `heat-${Math.max(1, Math.ceil((3 * cases) / most))}`;

export default function RunningVersionPage() {
  const { processId = '', version = '1' } = useParams<{ readonly processId: string; readonly version: string }>();
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const of = { processId, version: Number(version) };
  const stuckDays = readStuckDays(search);
  const places = useQuery(placesQuery(of, stuckDays));
  const only = ONLY.find((one) => one === search.get('only')) ?? null;
  const where = { process: search.get('process'), element: search.get('step'), only };
  const change = (changes: Readonly<Record<string, string | null>>) => {
    const kept = Object.entries({ ...Object.fromEntries(search), ...changes }).filter(([, value]) => value !== null) as [string, string][];
    setSearch(new URLSearchParams(kept), { replace: true });
  };
  const processes = useMemo(() => processesOf(places.data ?? []), [places.data]);
  const shown =
    processes.find(({ key }) => key === search.get('diagram')) ??
    processes.find(({ processId: id }) => id === where.process) ??
    processes[0];
  const own = useMemo(() => (places.data ?? []).filter((place) => keyOf(place) === shown?.key), [places.data, shown?.key]);
  const xml = useQuery({ ...xmlQuery(shown?.processId ?? '', shown?.version ?? 0), enabled: shown !== undefined });
  const paths = useMemo(
    () => own.map(({ element, cases }): ElementPath => ({ element, visits: cases, durationMs: 0, state: 'active' })),
    [own],
  );
  const most = Math.max(1, ...paths.map(({ visits }) => visits));
  const label = useCallback(({ visits }: ElementPath) => String(visits), []);
  const markerOf = useCallback(({ visits }: ElementPath) => heatOf(visits, most), [most]);
  const choose = (element: string) => {
    if (own.some((place) => place.element === element)) change({ process: shown?.processId ?? null, step: element });
  };
  const name = processes.find(({ processId: id }) => id === processId)?.name ?? processId;
  return (
    <Page title={t('title.version', { name, version })} isWide>
      <p className={styles.about}>
        <Link href="/running">{t('to-all')}</Link>
        <Link href={`/models/${encodeURIComponent(processId)}/${version}`}>{t('to-model')}</Link>
      </p>
      <StuckChoice stuckDays={stuckDays} onChange={(days) => change({ stuck: String(days) })} />
      {places.data === undefined ? (
        <Loading of={places} lines={8} />
      ) : shown === undefined ? (
        <p>{t('nowhere')}</p>
      ) : (
        <div className={styles.columns}>
          <div>
            {processes.length > 1 && (
              <div className={styles.filter}>
                <SelectChoice
                  label={t('process')}
                  isRequired
                  choices={processes.map((one) => ({ value: one.key, label: t('process.one', { name: one.name, count: one.cases }) }))}
                  value={shown.key}
                  onChange={(key) => change({ diagram: key })}
                />
              </div>
            )}
            <DiagramOf
              xml={xml}
              steps={NO_STEPS}
              paths={paths}
              label={label}
              selected={where.process === shown.processId ? where.element : null}
              onSelect={choose}
              onEnter={choose}
              caption={t('diagram')}
              markerOf={markerOf}
            />
          </div>
          <PlaceTable places={own} selected={where.process === shown.processId ? where.element : null} onSelect={choose} />
        </div>
      )}
      <h2 aria-live="polite">
        {where.element === null ? t(`list.${only ?? ALL}`) : t('list.at', { step: nameAt(places.data, where.process, where.element) })}
      </h2>
      <div className={styles.bar}>
        <div className={styles.filter}>
          <SelectChoice
            label={t('show')}
            isRequired
            choices={([ALL, ...ONLY] as const).map((value) => ({ value, label: t(`only.${value}`) }))}
            value={only ?? ALL}
            onChange={(value) => change({ only: value === ALL ? null : (value as Only) })}
          />
        </div>
        {where.element !== null && <Button onPress={() => change({ process: null, step: null })}>{t('show.everywhere')}</Button>}
      </div>
      <CasesThere of={of} where={where} stuckDays={stuckDays} />
    </Page>
  );
}

interface Process {
  readonly key: string;
  readonly processId: string;
  readonly version: number;
  readonly name: string;
  /** At the step that has most. */
  readonly cases: number;
}

const keyOf = ({ processId, version }: Place): string => `${processId}/${version}`;

function processesOf(places: readonly Place[]): readonly Process[] {
  const found = new Map<string, Process>();
  for (const place of places) {
    const key = keyOf(place);
    const { processId, version, name } = place;
    found.set(key, { key, processId, version, name, cases: Math.max(place.cases, found.get(key)?.cases ?? 0) });
  }
  return [...found.values()];
}

function nameAt(places: readonly Place[] | undefined, process: string | null, element: string): string {
  return places?.find((one) => one.element === element && (process === null || one.processId === process))?.elementName ?? element;
}
