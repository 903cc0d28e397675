/** Draws a sample: how many, of which cases, what is checked of each. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextArea, TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { asked, QUESTIONS, readFilters } from '../audit-cases/filters.js';
import { caseTypesQuery } from '../audit-cases/queries.js';
import { strings as caseStrings } from '../audit-cases/strings.js';
import { drawSample, samplesQuery } from './queries.js';
import styles from './Samples.module.css';
import { strings } from './strings.js';

const ALL = 'all';
const MOST = 500;

export function DrawDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useStrings(strings);
  const tCases = useStrings(caseStrings);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const types = useQuery(caseTypesQuery).data ?? [];
  const [name, setName] = useState('');
  const [size, setSize] = useState('20');
  const [question, setQuestion] = useState(ALL);
  const [version, setVersion] = useState(ALL);
  const [seed, setSeed] = useState('');
  const [points, setPoints] = useState(t('draw.points.usual'));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const lines = points
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const draw = useMutation({
    mutationFn: () =>
      drawSample({
        name: name.trim(),
        size: Number(size),
        points: lines,
        filter: asked(readFilters(new URLSearchParams({ question, version }))),
        ...(seed.trim() === '' ? {} : { seed: seed.trim() }),
      }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: samplesQuery.queryKey });
      navigate(`/samples/${id}`);
    },
    onError: (error) => setErrors([{ message: t('draw.failed', { why: error.message }) }]),
  });
  const submit = () => {
    const wrong: FormError[] = [
      ...(name.trim() === '' ? [{ field: 'name', message: t('draw.name.missing') }] : []),
      ...(/^\d{1,3}$/.test(size) && Number(size) >= 1 && Number(size) <= MOST ? [] : [{ field: 'size', message: t('draw.size.wrong') }]),
      ...(lines.length === 0 ? [{ field: 'points', message: t('draw.points.missing') }] : []),
    ];
    setErrors(wrong);
    if (wrong.length === 0 && !draw.isPending) draw.mutate();
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Dialog title={t('draw.title')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <div data-field="name">
          <TextField label={t('draw.name')} value={name} onChange={setName} isRequired error={errorOf('name')} />
        </div>
        <div data-field="size">
          <TextField label={t('draw.size')} value={size} onChange={setSize} inputMode="numeric" isRequired error={errorOf('size')} />
        </div>
        <SelectChoice
          label={t('draw.question')}
          isRequired
          choices={[ALL, ...QUESTIONS].map((value) => ({ value, label: tCases(`question.${value as typeof ALL}`) }))}
          value={question}
          onChange={setQuestion}
        />
        <SelectChoice
          label={t('draw.version')}
          isRequired
          choices={[
            { value: ALL, label: tCases('filter.version.all') },
            ...types.map(({ processId, version: of, name: type }) => ({
              value: `${processId}/${of}`,
              label: tCases('filter.version.one', { name: type, version: String(of) }),
            })),
          ]}
          value={version}
          onChange={setVersion}
        />
        <TextField label={t('draw.seed')} description={t('draw.seed.description')} value={seed} onChange={setSeed} />
        <div data-field="points">
          <TextArea
            label={t('draw.points')}
            description={t('draw.points.description')}
            value={points}
            onChange={setPoints}
            rows={4}
            isRequired
            error={errorOf('points')}
          />
        </div>
        <FormButtons send={t('draw.act')} isPending={draw.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
