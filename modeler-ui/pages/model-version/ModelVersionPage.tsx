/** A published version of a model, for reading alone: who made it and why, its diagram and steps, what it uses, what differs from another. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Link, Redirect, useParams, useSearchParams } from 'wouter';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { DiagramOf } from '../history/DiagramOf.js';
import type { ElementPath } from '../history/path.js';
import { xmlQuery } from '../history/queries.js';
import { Differences } from './Differences.js';
import { differencesBetween, elementsOf, used } from './facts.js';
import styles from './ModelVersion.module.css';
import { type Model, modelsQuery } from './queries.js';
import { StepsOfVersion } from './StepsOfVersion.js';
import { strings } from './strings.js';
import { usePartNames } from './use-part-names.js';

const NO_STEPS: readonly never[] = [];
const noLabel = () => '';
const NOTHING = '';

export default function ModelVersionPage() {
  const { processId = '', version } = useParams<{ readonly processId: string; readonly version?: string }>();
  const t = useStrings(strings);
  const models = useQuery(modelsQuery(processId));
  if (models.data === undefined)
    return (
      <Page title={t('loading')}>
        <Loading of={models} lines={8} />
      </Page>
    );
  const newest = models.data[0];
  if (newest === undefined)
    return (
      <Page title={t('loading')}>
        <p>{t('missing.all', { id: processId })}</p>
      </Page>
    );
  if (version === undefined) return <Redirect to={addressOf(newest)} replace />;
  const model = models.data.find((one) => String(one.version) === version);
  if (model !== undefined) return <VersionOf key={model.definitionKey} model={model} versions={models.data} />;
  return (
    <Page title={t('title', { name: newest.name, version })}>
      <p>{t('missing')}</p>
      <Versions versions={models.data} current={null} />
    </Page>
  );
}

const addressOf = ({ processId, version }: Pick<Model, 'processId' | 'version'>): string =>
  `/models/${encodeURIComponent(processId)}/${version}`;

function VersionOf({ model, versions }: { readonly model: Model; readonly versions: readonly Model[] }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const partName = usePartNames();
  const names = (kind: 'form' | 'decisions', ids: readonly string[]) => ids.map((id) => partName(kind, id)).join(', ');
  const mayEdit = useMay('model.draft');
  const mayAudit = useMay('changes.read');
  const [search, setSearch] = useSearchParams();
  const [selected, setSelected] = useState<string | null>(null);
  const { processId, version, name } = model;
  const usual = versions.find((one) => one.version < version)?.version;
  const asked = versions.find((one) => String(one.version) === search.get('with'))?.version ?? usual;
  const other = asked === version ? undefined : asked;
  const xml = useQuery(xmlQuery(processId, version));
  const otherXml = useQuery({ ...xmlQuery(processId, other ?? 0), enabled: other !== undefined });
  const elements = useMemo(() => elementsOf(xml.data ?? '<none/>'), [xml.data]);
  // What is told always goes from the older version to the newer.
  const [from, to] = other === undefined || other < version ? [other, version] : [version, other];
  const differences = useMemo(() => {
    if (xml.data === undefined || otherXml.data === undefined || other === undefined) return undefined;
    const others = elementsOf(otherXml.data);
    return other < version ? differencesBetween(others, elements) : differencesBetween(elements, others);
  }, [xml.data, otherXml.data, other, version, elements]);
  const paths = useMemo(
    () =>
      (differences ?? [])
        .filter(({ element }) => elements.has(element.id))
        .map(({ element }): ElementPath => ({ element: element.id, visits: 1, durationMs: 0, state: 'active' })),
    [differences, elements],
  );
  const markerOf = useCallback(() => 'heat-2', []);
  const choose = (element: string) => setSelected(elements.has(element) ? element : null);
  return (
    <Page title={t('title', { name, version: String(version) })} isWide>
      <p className={styles.about}>
        {mayEdit && <Link href="/case-types">{t('to-case-types')}</Link>}
        {mayAudit && <Link href="/changes?kind=model">{t('to-changes')}</Link>}
      </p>
      <div className={styles.columns}>
        <div>
          <DiagramOf
            xml={xml}
            steps={NO_STEPS}
            paths={paths}
            label={noLabel}
            selected={selected}
            onSelect={choose}
            onEnter={choose}
            caption={t('diagram')}
            markerOf={markerOf}
          />
        </div>
        <div>
          <Facts
            facts={[
              {
                name: t('published'),
                value: (
                  <>
                    <When at={model.deployedAt} />, {model.deployedBy === null ? t('by.outside') : nameOf(model.deployedBy)}
                  </>
                ),
              },
              { name: t('note'), value: model.note },
              { name: t('open-cases'), value: model.startable ? String(model.openCases) : null },
              { name: t('forms'), value: names('form', used(elements, 'formDefinition@formId')) },
              { name: t('decisions'), value: names('decisions', used(elements, 'calledDecision@decisionId')) },
              { name: t('calls'), value: <Calls ids={used(elements, 'calledElement@processId')} /> },
            ]}
          />
          <Versions versions={versions} current={version} />
        </div>
      </div>
      {versions.length === 1 ? (
        <p>{t('differences.first')}</p>
      ) : (
        <section aria-labelledby="differences-title">
          <div className={styles.filter}>
            <SelectChoice
              label={t('compare')}
              isRequired
              choices={[
                ...(other === undefined ? [{ value: NOTHING, label: t('compare.none') }] : []),
                ...versions
                  .filter((one) => one.version !== version)
                  .map((one) => ({ value: String(one.version), label: t('version.of', { version: String(one.version) }) })),
              ]}
              value={other === undefined ? NOTHING : String(other)}
              onChange={(value) => setSearch(value === NOTHING ? {} : { with: value }, { replace: true })}
            />
          </div>
          {other !== undefined && (
            <>
              <h2 id="differences-title">{t('differences', { before: String(from), after: String(to) })}</h2>
              {differences === undefined ? (
                <Loading of={otherXml} lines={4} />
              ) : (
                <Differences differences={differences} onSelect={choose} />
              )}
            </>
          )}
        </section>
      )}
      <StepsOfVersion of={{ processId, version }} selected={selected} onSelect={choose} />
    </Page>
  );
}

function Calls({ ids }: { readonly ids: readonly string[] }) {
  const partName = usePartNames();
  return (
    <>
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={`/models/${encodeURIComponent(id)}`}>{partName('process', id)}</Link>
        </span>
      ))}
    </>
  );
}

function Versions({ versions, current }: { readonly versions: readonly Model[]; readonly current: number | null }) {
  const t = useStrings(strings);
  return (
    <nav aria-labelledby="versions-title">
      <h2 id="versions-title" className={styles.section}>
        {t('versions')}
      </h2>
      <ul className={styles.versions}>
        {versions.map((one, index) => (
          <li key={one.version}>
            {one.version === current ? (
              <strong aria-current="page">{t('version.this', { version: String(one.version) })}</strong>
            ) : (
              <Link href={addressOf(one)}>{t('version.of', { version: String(one.version) })}</Link>
            )}
            {' · '}
            <When at={one.deployedAt} />
            {index === 0 && ` · ${t('version.newest')}`}
            {one.note !== null && ` · ${one.note}`}
          </li>
        ))}
      </ul>
    </nav>
  );
}
