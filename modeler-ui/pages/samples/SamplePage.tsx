/** One sample: how it was drawn, its cases with what was found at each point, and closing it for good. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextArea } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { saveFile } from '../../files/csv.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as caseStrings } from '../audit-cases/strings.js';
import { CaseChecks } from './CaseChecks.js';
import { closeSample, exportSample, type Sample, sampleQuery, samplesQuery } from './queries.js';
import styles from './Samples.module.css';
import { strings } from './strings.js';

export default function SamplePage() {
  const { id = '' } = useParams<{ readonly id: string }>();
  const t = useStrings(strings);
  const sample = useQuery(sampleQuery(id));
  if (sample.data !== undefined) return <SampleOf sample={sample.data} />;
  return (
    <Page title={t('rail')}>
      <Loading of={sample} lines={8} />
    </Page>
  );
}

function SampleOf({ sample }: { readonly sample: Sample }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const [isClosing, setClosing] = useState(false);
  const { id, name, seed, points, cases, checked, withFindings, drawn, closedAt } = sample;
  const take = useMutation({
    mutationFn: () => exportSample(id),
    onSuccess: (text) => saveFile(`proba-${id}.csv`, text),
    onError: (error) => toasts.add({ message: t('export.failed', { why: error.message }) }),
  });
  const unchecked = drawn.find(({ findings }) => findings.length < points.length);
  const goOn = () => document.getElementById(`case-${unchecked?.place}`)?.focus();
  return (
    <Page
      title={name}
      actions={
        <>
          {unchecked === undefined && closedAt === null && (
            <Button kind="primary" onPress={() => setClosing(true)}>
              {t('close')}
            </Button>
          )}
          {unchecked !== undefined && (
            <Button kind="primary" onPress={goOn}>
              {t('next')}
            </Button>
          )}
          <Button onPress={() => take.mutate()} isPending={take.isPending}>
            {t('export')}
          </Button>
        </>
      }
    >
      <p>
        <Link href="/samples">{t('to-samples')}</Link>
      </p>
      <p role="status" className={styles.progress}>
        {t('progress', { checked, cases, findings: withFindings })}
        {closedAt === null && unchecked !== undefined && ` · ${t('close.left', { count: cases - checked })}`}
      </p>
      <Facts
        facts={[
          { name: t('about'), value: <code>{seed}</code> },
          { name: t('filter'), value: <FilterWords sample={sample} /> },
          { name: t('population'), value: sample.population },
          {
            name: t('drawn.by'),
            value: (
              <>
                <When at={sample.drawnAt} />, {nameOf(sample.drawnBy)}
              </>
            ),
          },
          {
            name: t('closed'),
            value:
              closedAt === null ? null : (
                <>
                  <When at={closedAt} />, {nameOf(sample.closedBy)}
                </>
              ),
          },
          { name: t('conclusion'), value: sample.conclusion },
        ]}
      />
      <h2>{t('cases')}</h2>
      <ol className={styles.cases}>
        {drawn.map((one) => (
          <CaseChecks key={one.place} sample={sample} drawn={one} />
        ))}
      </ol>
      {isClosing && <Closing sample={sample} onClose={() => setClosing(false)} />}
    </Page>
  );
}

function FilterWords({ sample: { filter } }: { readonly sample: Sample }) {
  const t = useStrings(strings);
  const tCases = useStrings(caseStrings);
  const parts = [
    filter.question === undefined ? null : tCases(`question.${filter.question}`),
    filter.caseType === undefined ? null : tCases('filter.version.one', { name: filter.caseType, version: String(filter.version ?? '') }),
  ].filter((part) => part !== null);
  return (
    <>
      {parts.length === 0 ? t('filter.all') : parts.join(', ')}
      {filter.registeredTo !== undefined && (
        <>
          {' · '}
          {t('registered.before')} <When at={filter.registeredTo} />
        </>
      )}
    </>
  );
}

function Closing({ sample, onClose }: { readonly sample: Sample; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [conclusion, setConclusion] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const close = useMutation({
    mutationFn: () => closeSample(sample.id, conclusion.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: sampleQuery(sample.id).queryKey });
      void client.invalidateQueries({ queryKey: samplesQuery.queryKey });
      onClose();
    },
    onError: (error) => setErrors([{ message: error.message }]),
  });
  const submit = () => {
    const missing: FormError[] = conclusion.trim() === '' ? [{ field: 'conclusion', message: t('close.conclusion.missing') }] : [];
    setErrors(missing);
    if (missing.length === 0 && !close.isPending) close.mutate();
  };
  return (
    <Dialog title={t('close.title', { name: sample.name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <p>{t('close.what')}</p>
        <CheckedTextArea
          field="conclusion"
          errors={errors}
          label={t('close.conclusion')}
          value={conclusion}
          onChange={setConclusion}
          isRequired
        />
        <FormButtons send={t('close.act')} isPending={close.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
