/** A resident asks how their case stands: number and code, and nothing else about them. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { ApiProblem } from '../../api/problem.js';
import { PublicFrame } from '../../app/PublicFrame.js';
import { Button } from '../../components/Button/Button.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import styles from './CheckCasePage.module.css';
import { Status } from './Status.js';
import { strings } from './strings.js';

export default function CheckCasePage() {
  const t = useStrings(strings);
  const result = useRef<HTMLHeadingElement>(null);
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  // Then the button that asked for the form is gone, and the focus with it.
  const [isAgain, setAgain] = useState(false);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const check = useMutation({
    mutationFn: () => call('POST /api/v1/status-checks', { body: { number, code } }),
    onError: (error) => setErrors([{ message: wordsFor(error) }]),
  });
  const wordsFor = (error: Error): string => {
    if (!(error instanceof ApiProblem) || error.body.status >= 500) return t('unreachable');
    return error.code === 'TOO_MANY_ATTEMPTS' ? t('too-many', { count: error.body.retryAfterSeconds ?? 60 }) : t('wrong');
  };
  const found = check.data;
  useEffect(() => {
    if (found !== undefined) result.current?.focus();
  }, [found]);
  const submit = () => {
    const missing: FormError[] = [
      ...(number.trim() === '' ? [{ field: 'number', message: t('number.missing') }] : []),
      ...(code.trim() === '' ? [{ field: 'code', message: t('code.missing') }] : []),
    ];
    setErrors(missing);
    if (missing.length === 0 && !check.isPending) check.mutate();
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const again = () => {
    setAgain(true);
    check.reset();
    setCode('');
    setNumber('');
  };
  if (found !== undefined) {
    return (
      <PublicFrame title={t('title')}>
        <Status status={found} heading={result} onAgain={again} />
      </PublicFrame>
    );
  }
  return (
    <PublicFrame title={t('title')}>
      <p>{t('about')}</p>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <div data-field="number">
          <TextField
            label={t('number')}
            autoFocus={isAgain}
            description={t('number.example')}
            value={number}
            onChange={setNumber}
            autoComplete="off"
            isRequired
            error={errorOf('number')}
          />
        </div>
        <div data-field="code">
          <TextField
            label={t('code')}
            inputMode="numeric"
            description={t('code.description')}
            value={code}
            onChange={setCode}
            autoComplete="off"
            isRequired
            error={errorOf('code')}
          />
        </div>
        <Button type="submit" kind="primary" isPending={check.isPending}>
          {t(check.isPending ? 'checking' : 'check')}
        </Button>
      </CheckedForm>
    </PublicFrame>
  );
}
