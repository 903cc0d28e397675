/** Something can't be shown: what happened, what is safe, what to do. See README.md. */
import { ApiProblem } from '../../api/problem.js';
import { useStrings } from '../../i18n/language.js';
import { Button } from '../Button/Button.js';
import { EmptyState } from '../EmptyState/EmptyState.js';
import { strings } from './strings.js';

interface ErrorStateProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const t = useStrings(strings);
  const isFinal = error instanceof ApiProblem && error.body.status < 500;
  return (
    <div role="alert">
      <EmptyState title={t(isFinal ? 'refused' : 'failed')} action={<Button onPress={onRetry}>{t('retry')}</Button>}>
        {error instanceof ApiProblem ? error.message : t('unreachable')}
      </EmptyState>
    </div>
  );
}
