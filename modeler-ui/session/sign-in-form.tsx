/** Login and password, as the sign-in page and the dialog after a session's end show them. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.js';
import { ApiProblem } from '../api/problem.js';
import { Button } from '../components/Button/Button.js';
import { CheckedForm } from '../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../components/ErrorSummary/ErrorSummary.js';
import { PasswordField, TextField } from '../components/Field/Field.js';
import { useStrings } from '../i18n/language.js';
import { type Session, sessionQuery } from './session.js';
import styles from './session.module.css';
import { strings } from './strings.js';

interface SignInFormProps {
  /** Known already: only the password is asked (3.3.7). */
  readonly login?: string;
  readonly onSignedIn: (session: Session) => void;
}

export function SignInForm({ login: known, onSignedIn }: SignInFormProps) {
  const t = useStrings(strings);
  const [login, setLogin] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: () => call('POST /api/v1/session', { body: { login, password } }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      onSignedIn(session);
    },
    onError: (error) => setErrors([{ message: error instanceof ApiProblem ? error.message : t('unreachable') }]),
  });
  const submit = () => {
    const missing: FormError[] = [
      ...(login.trim() === '' ? [{ field: 'login', message: t('login.missing') }] : []),
      ...(password === '' ? [{ field: 'password', message: t('password.missing') }] : []),
    ];
    setErrors(missing);
    if (missing.length === 0 && !signIn.isPending) signIn.mutate();
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
      {known === undefined && (
        <div data-field="login">
          <TextField
            label={t('login')}
            value={login}
            onChange={setLogin}
            autoComplete="username"
            isRequired
            autoFocus
            error={errorOf('login')}
          />
        </div>
      )}
      <div data-field="password">
        <PasswordField
          label={t('password')}
          value={password}
          onChange={setPassword}
          isRequired
          autoFocus={known !== undefined}
          error={errorOf('password')}
        />
      </div>
      <Button type="submit" kind="primary" isPending={signIn.isPending}>
        {t('sign-in')}
      </Button>
    </CheckedForm>
  );
}
