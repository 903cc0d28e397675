/** Present and new password, as the page of one's own password and the one before the first entry ask for them. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { LEAST_PASSWORD } from '../../../forms/least.js';
import { call } from '../../api/call.js';
import { ApiProblem } from '../../api/problem.js';
import { Button } from '../../components/Button/Button.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { PasswordField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import styles from '../check-case/CheckCasePage.module.css';
import { strings } from './strings.js';

interface PasswordFormProps {
  /** Of the password that one has now. */
  readonly currentLabel: string;
  readonly send: string;
  readonly onChanged: () => void;
}

export function PasswordForm({ currentLabel, send, onChanged }: PasswordFormProps) {
  const t = useStrings(strings);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const change = useMutation({
    mutationFn: () => call('PUT /api/v1/session/password', { body: { current, next } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      onChanged();
    },
    onError: (error) => setErrors(errorsOf(error, error instanceof ApiProblem ? error.message : t('unreachable'))),
  });
  const submit = () => {
    const missing: FormError[] = [
      ...(current === '' ? [{ field: 'current', message: t('current.missing') }] : []),
      ...(next.length < LEAST_PASSWORD ? [{ field: 'next', message: t('next.short') }] : []),
    ];
    setErrors(missing);
    if (missing.length === 0 && !change.isPending) change.mutate();
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
      <div data-field="current">
        <PasswordField label={currentLabel} value={current} onChange={setCurrent} isRequired error={errorOf('current')} />
      </div>
      <div data-field="next">
        <PasswordField
          label={t('next')}
          description={t('next.description')}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          isRequired
          error={errorOf('next')}
        />
      </div>
      <Button type="submit" kind="primary" isPending={change.isPending}>
        {send}
      </Button>
    </CheckedForm>
  );
}
