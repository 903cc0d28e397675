/** Publishing: what changes in words, what stands in the way, which cases stay on the old version, and why one does it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { TextArea } from '../../components/Field/Field.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { xmlQuery } from '../history/queries.js';
import { modelsQuery } from '../model-version/queries.js';
import { DifferenceSentence } from './DifferenceSentence.js';
import type { Diagram } from './diagram.js';
import { type Difference, differencesTo } from './differences.js';
import styles from './ModelerPage.module.css';
import { keyOf, ProblemPlace, ProblemSentence } from './ProblemList.js';
import { PartDifferences, usePartDifferences } from './parts/PartDifferences.js';
import type { Parts } from './parts/use-parts.js';
import { strings as problemStrings } from './problem-strings.js';
import type { Problem } from './problems.js';
import { strings } from './publish-strings.js';
import { type Draft, partListQuery } from './queries.js';
import { check } from './use-problems.js';

interface PublishPanelProps {
  readonly draft: Draft;
  readonly tab: string;
  readonly diagram: Diagram;
  readonly parts: Parts;
  readonly published: readonly Schemas['ModelPart'][];
  readonly flush: () => Promise<number | undefined>;
  readonly onMark: (differences: readonly Difference[]) => void;
  readonly onJump: (problem: Problem) => void;
  readonly onClose: () => void;
}

export function PublishPanel({ draft, tab, diagram, parts, published, flush, onMark, onJump, onClose }: PublishPanelProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [note, setNote] = useState('');
  const [isNoteMissing, setNoteMissing] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const versions = useQuery(modelsQuery(draft.id));
  const running = versions.data?.[0];
  const differences = useQuery({
    queryKey: ['draft-differences', draft.id, running?.version ?? null],
    queryFn: async () =>
      running === undefined ? null : differencesTo(diagram, await client.fetchQuery(xmlQuery(draft.id, running.version))),
    enabled: versions.data !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const problems = useQuery({
    queryKey: ['draft-problems', draft.id],
    queryFn: async () => (await check(diagram, parts, published)) ?? null,
    gcTime: 0,
  });
  const partChanges = usePartDifferences(parts, draft.id);
  const hasPartChanges = partChanges.data !== undefined && partChanges.data.length > 0;
  const latest = useRef(onMark);
  latest.current = onMark;
  useEffect(() => {
    if (differences.data) latest.current(differences.data);
  }, [differences.data]);

  const publish = useMutation({
    mutationFn: async () => {
      const revision = await flush();
      if (revision === undefined) throw new Error(t('not-saved'));
      return call('POST /api/v1/drafts/{id}/publish', { params: { id: draft.id }, body: { tab, revision, note: note.trim() } });
    },
    onSuccess: ({ models }) => {
      void client.invalidateQueries({ queryKey: ['case-types'] });
      void client.invalidateQueries({ queryKey: ['models'] });
      void client.invalidateQueries({ queryKey: partListQuery.queryKey });
      const version = models[0]?.version ?? 1;
      // A diagram that is the running one already keeps its number.
      const ofParts = hasPartChanges && version === running?.version;
      const message = ofParts ? t('published.parts', { name: draft.name }) : t('published', { name: draft.name, version });
      // A new type is registered by the classifications that lead to it: it has none yet.
      const next = running === undefined ? { action: { label: t('published.catalogue'), act: () => navigate('/catalogue') } } : {};
      toasts.add({ message, ...next }, { timeout: TOAST_MS });
      navigate('/case-types');
    },
  });
  const refusals = (problems.data?.list ?? []).filter(({ type }) => type === 'refused');
  const isReady = problems.data?.type === 'known' && refusals.length === 0 && !differences.isPending && !partChanges.isPending;
  const act = () => {
    setNoteMissing(note.trim() === '');
    if (note.trim() === '') field.current?.querySelector('textarea')?.focus();
    else publish.mutate();
  };
  return (
    <Panel title={t('title', { name: draft.name })} isOpen onClose={onClose}>
      <section aria-labelledby="publish-changes">
        <h3 id="publish-changes" className={styles.sectionTitle}>
          {running === undefined ? t('changes.first') : t('changes', { version: running.version })}
        </h3>
        {differences.isPending && <Skeleton lines={3} />}
        {differences.isError && <ErrorState error={differences.error} onRetry={() => void differences.refetch()} />}
        {differences.data?.length === 0 && partChanges.data?.length === 0 && <p>{t('changes.none')}</p>}
        {differences.data && differences.data.length > 0 && (
          <ul className={styles.losses}>
            {differences.data.map((difference) => (
              <li key={`${difference.type} ${difference.elementId}`}>
                <DifferenceSentence difference={difference} />
              </li>
            ))}
          </ul>
        )}
        <PartDifferences found={partChanges} />
      </section>
      <section aria-labelledby="publish-problems">
        <h3 id="publish-problems" className={styles.sectionTitle}>
          {t('problems')}
        </h3>
        <ProblemWords problems={problems.data} isPending={problems.isPending} diagram={diagram} parts={parts} onJump={onJump} />
      </section>
      {running !== undefined && (
        <section aria-labelledby="publish-cases">
          <h3 id="publish-cases" className={styles.sectionTitle}>
            {t('cases')}
          </h3>
          <StayingCases versions={versions.data ?? []} />
          {hasPartChanges && <p>{t('cases.parts')}</p>}
        </section>
      )}
      <div ref={field}>
        <TextArea
          label={t('note')}
          description={t('note.help')}
          isRequired
          value={note}
          onChange={setNote}
          error={isNoteMissing && note.trim() === '' ? t('note.missing') : undefined}
          rows={3}
        />
      </div>
      <p>{t(differences.data?.length === 0 && hasPartChanges ? 'effective.parts' : 'effective')}</p>
      {publish.isError && <p role="alert">{publish.error.message}</p>}
      <FormButtons
        send={t('publish')}
        onSend={act}
        isDisabled={!isReady}
        isPending={publish.isPending}
        cancel={t('cancel')}
        onCancel={onClose}
      />
    </Panel>
  );
}

function ProblemWords({
  problems,
  isPending,
  diagram,
  parts,
  onJump,
}: {
  readonly problems: Awaited<ReturnType<typeof check>> | null | undefined;
  readonly isPending: boolean;
  readonly diagram: Diagram;
  readonly parts: Parts;
  readonly onJump: (problem: Problem) => void;
}) {
  const t = useStrings(problemStrings);
  if (isPending) return <p role="status">{t('checking')}</p>;
  if (problems === null || problems === undefined || problems.type !== 'known') return <p role="alert">{t('unchecked')}</p>;
  if (problems.list.length === 0) return <p>{t('none')}</p>;
  return (
    <ul className={styles.losses}>
      {problems.list.map((problem) => (
        <li key={keyOf(problem)}>
          {t(problem.type === 'refused' ? 'blocks' : 'advice')} ·{' '}
          <button type="button" className={styles.jump} onClick={() => onJump(problem)}>
            <ProblemPlace problem={problem} diagram={diagram} parts={parts} />
          </button>{' '}
          <ProblemSentence problem={problem} />
        </li>
      ))}
    </ul>
  );
}

function StayingCases({ versions }: { readonly versions: readonly { readonly version: number; readonly openCases: number }[] }) {
  const t = useStrings(strings);
  const staying = versions.filter(({ openCases }) => openCases > 0);
  if (staying.length === 0) return <p>{t('cases.none')}</p>;
  return (
    <ul className={styles.losses}>
      {staying.map(({ version, openCases }) => (
        <li key={version}>{t('cases.stay', { count: openCases, version })}</li>
      ))}
    </ul>
  );
}
