/** One case of a sample: a result for each point; a finding is kept with its words. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { TextArea } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { type DrawnCase, type Found, noteResult, type Sample, sampleQuery } from './queries.js';
import styles from './Samples.module.css';
import { strings } from './strings.js';

export function CaseChecks({ sample, drawn }: { readonly sample: Sample; readonly drawn: DrawnCase }) {
  const t = useStrings(strings);
  const { number, place } = drawn;
  return (
    <li className={styles.case}>
      <h3 id={`case-${place}`} tabIndex={-1} className={styles.caseTitle}>
        {t('points', { number })}
      </h3>
      <p className={styles.meta}>
        {drawn.classificationName} · <When at={drawn.registeredAt} /> ·{' '}
        <Link href={`/cases/${encodeURIComponent(number)}/history`} aria-label={t('history.open', { number })}>
          {number}
        </Link>
      </p>
      {sample.points.map((point, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the list, which never changes
        <Point key={index} sample={sample} drawn={drawn} point={point} index={index} />
      ))}
    </li>
  );
}

interface PointProps {
  readonly sample: Sample;
  readonly drawn: DrawnCase;
  readonly point: string;
  readonly index: number;
}

function Point({ sample, drawn, point, index }: PointProps) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const found = drawn.findings.find((one) => one.point === index);
  const [written, setWritten] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const isFinding = written !== null || found?.result === 'finding';
  const note = useMutation({
    mutationFn: (result: Pick<Found, 'result' | 'note'>) => noteResult(sample.id, { place: drawn.place, point: index, ...result }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sampleQuery(sample.id).queryKey });
      setWritten(null);
      toasts.add({ message: t('saved', { number: drawn.number, point }) }, { timeout: TOAST_MS });
    },
    onError: (error) => toasts.add({ message: t('save.failed', { why: error.message }) }),
  });
  if (sample.closedAt !== null) {
    return (
      <p className={styles.point}>
        {point}: <strong>{t(`result.${found?.result ?? 'none'}`)}</strong>
        {found !== undefined && found.note !== '' && ` – ${found.note}`}
        {found !== undefined && ` (${nameOf(found.by)})`}
      </p>
    );
  }
  const words = written ?? found?.note ?? '';
  const choose = (value: string) => {
    if (value === 'ok') note.mutate({ result: 'ok', note: '' });
    else setWritten(found?.note ?? '');
  };
  const save = () => {
    setMissing(words.trim() === '');
    if (words.trim() !== '') note.mutate({ result: 'finding', note: words.trim() });
  };
  return (
    <div className={styles.point}>
      <RadioChoice
        label={t('result', { point })}
        isRequired
        choices={(['ok', 'finding'] as const).map((value) => ({ value, label: t(`result.${value}`) }))}
        value={isFinding ? 'finding' : (found?.result ?? null)}
        onChange={choose}
      />
      {isFinding && (
        <div className={styles.finding}>
          <TextArea
            label={t('note')}
            rows={2}
            value={words}
            onChange={setWritten}
            isRequired
            error={isMissing && words.trim() === '' ? t('note.missing') : undefined}
          />
          <div>
            <Button onPress={save} isPending={note.isPending} aria-label={`${t('save')}: ${point}`}>
              {t('save')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
