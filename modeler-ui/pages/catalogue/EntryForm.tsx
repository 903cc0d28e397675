/** The form of a classification. What is typed stays until it is stored; each storing says what was changed and why. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ARCHIVE_CATEGORY, JRWA_CLASS } from '../../../forms/file-numbers.js';
import { type Classification, classificationsQuery } from '../../catalogue/classifications.js';
import { strings as valueStrings } from '../../changes/strings.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { CheckedTextArea, CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { Checkbox, TextArea, TextField } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { departmentsQuery } from '../../people/people.js';
import { caseTypesQuery } from '../audit-cases/queries.js';
import styles from './Catalogue.module.css';
import { putClassification, versionsQuery } from './queries.js';
import { strings } from './strings.js';

const HANDLINGS = ['standard', 'mixed', 'ad-hoc', 'simple', 'formal'] as const;
const LISTS = ['keywords', 'ask', 'bring'] as const;
const NONE = '';

interface EntryFormProps {
  readonly entry: Classification;
  readonly isNew: boolean;
  /** That one sees and changes. */
  readonly version: number;
  /** Codes that there are. */
  readonly taken: readonly string[];
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function EntryForm({ entry, isNew, version, taken }: EntryFormProps) {
  const t = useStrings(strings);
  const tValues = useStrings(valueStrings);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const types = useQuery(caseTypesQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const [written, setWritten] = useState(entry);
  const [lists, setLists] = useState({ keywords: entry.keywords.join('\n'), ask: entry.ask.join('\n'), bring: entry.bring.join('\n') });
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const write = (changes: Partial<Classification>) => setWritten({ ...written, ...changes });
  const save = useMutation({
    mutationFn: () =>
      putClassification({
        ...written,
        code: written.code.trim(),
        keywords: linesOf(lists.keywords),
        ask: linesOf(lists.ask),
        bring: linesOf(lists.bring),
        note: note.trim(),
        ...(isNew ? {} : { basedOn: version }),
      }),
    onSuccess: (stored) => {
      void client.invalidateQueries({ queryKey: classificationsQuery.queryKey });
      void client.invalidateQueries({ queryKey: versionsQuery(stored.code).queryKey });
      toasts.add({ message: t('saved', { name: stored.name }) }, { timeout: TOAST_MS });
      if (isNew) navigate(`/catalogue/${encodeURIComponent(stored.code)}`);
    },
    onError: (error) => setErrors([{ message: t('save.failed', { why: error.message }) }]),
  });
  const submit = () => {
    const code = written.code.trim();
    const codeError = !/^[a-z0-9][a-z0-9.-]*$/.test(code)
      ? t('code.wrong')
      : taken.includes(code) || code === 'new'
        ? t('code.taken')
        : undefined;
    const wrong: FormError[] = [
      ...(isNew && codeError !== undefined ? [{ field: 'code', message: codeError }] : []),
      ...(written.name.trim() === '' ? [{ field: 'name', message: t('name.missing') }] : []),
      ...(JRWA_CLASS.test(written.jrwaClass.trim()) ? [] : [{ field: 'jrwaClass', message: t('jrwa.wrong') }]),
      ...(ARCHIVE_CATEGORY.test(written.archiveCategory.trim()) ? [] : [{ field: 'archiveCategory', message: t('archive.wrong') }]),
      ...(note.trim() === '' ? [{ field: 'note', message: t('note.missing') }] : []),
    ];
    setErrors(wrong);
    if (wrong.length === 0 && !save.isPending) save.mutate();
  };
  // What isn't published any more, or was never, stays what it is until somebody chooses otherwise.
  const typeChoices = [
    ...new Map([[written.caseType, written.caseType], ...types.map(({ processId, name }) => [processId, name] as const)]),
  ];
  return (
    <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
      {isNew && (
        <CheckedTextField
          field="code"
          errors={errors}
          label={t('code')}
          description={t('code.description')}
          value={written.code}
          onChange={(code) => write({ code })}
          isRequired
        />
      )}
      <CheckedTextField
        field="name"
        errors={errors}
        label={t('name')}
        value={written.name}
        onChange={(name) => write({ name })}
        isRequired
      />
      <TextField label={t('name.en')} value={written.nameEn} onChange={(nameEn) => write({ nameEn })} />
      <TextArea
        label={t('answer')}
        description={t('answer.description')}
        value={written.approvedAnswer}
        onChange={(approvedAnswer) => write({ approvedAnswer })}
        rows={6}
      />
      {LISTS.map((list) => (
        <TextArea
          key={list}
          label={t(list)}
          description={t('lines.description')}
          value={lists[list]}
          onChange={(text) => setLists({ ...lists, [list]: text })}
          rows={3}
        />
      ))}
      <TextField
        label={t('promise')}
        description={t('promise.description')}
        value={written.promise}
        onChange={(promise) => write({ promise })}
      />
      <div className={styles.choices}>
        <SelectChoice
          label={t('type')}
          isRequired
          choices={typeChoices.map(([value, label]) => ({ value, label }))}
          value={written.caseType}
          onChange={(caseType) => write({ caseType })}
        />
        <SelectChoice
          label={t('handling')}
          isRequired
          choices={HANDLINGS.map((value) => ({ value, label: tValues(`handling.${value}`) }))}
          value={written.handling}
          onChange={(value) => write({ handling: HANDLINGS.find((one) => one === value) ?? written.handling })}
        />
        <SelectChoice
          label={t('department')}
          isRequired
          choices={[{ value: NONE, label: t('department.none') }, ...departments.map(({ id, name }) => ({ value: id, label: name }))]}
          value={written.department ?? NONE}
          onChange={(value) => write({ department: value === NONE ? null : value })}
        />
      </div>
      <div className={styles.choices}>
        <CheckedTextField
          field="jrwaClass"
          errors={errors}
          label={t('jrwa')}
          description={t('jrwa.description')}
          value={written.jrwaClass}
          onChange={(jrwaClass) => write({ jrwaClass })}
        />
        <CheckedTextField
          field="archiveCategory"
          errors={errors}
          label={t('archive')}
          description={t('archive.description')}
          value={written.archiveCategory}
          onChange={(archiveCategory) => write({ archiveCategory })}
        />
      </div>
      <Checkbox isSelected={written.danger} onChange={(danger) => write({ danger })}>
        {t('danger.label')}
      </Checkbox>
      <Checkbox isSelected={written.active} onChange={(active) => write({ active })}>
        {t('active.label')}
      </Checkbox>
      <CheckedTextArea
        field="note"
        errors={errors}
        label={t('note')}
        description={t('note.description')}
        value={note}
        onChange={setNote}
        rows={2}
        isRequired
      />
      <div>
        <Button kind="primary" type="submit" isPending={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </CheckedForm>
  );
}
