/** Checks the hash chain of the case and says what was checked, what was wrong, and what could not be checked. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { Verdict } from '../../components/Verdict/Verdict.js';
import { useStrings } from '../../i18n/language.js';
import { verifyCase } from './queries.js';
import { strings } from './strings.js';

export function VerifyButton({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  const verify = useMutation({ mutationFn: () => verifyCase(number) });
  const begin = () => {
    setOpen(true);
    verify.mutate();
  };
  return (
    <>
      <Button onPress={begin}>{t('verify')}</Button>
      <Dialog title={t('verify')} isOpen={isOpen} onClose={() => setOpen(false)}>
        {verify.data !== undefined ? (
          <Verdict verdict={verify.data} />
        ) : verify.isError ? (
          <ErrorState error={verify.error} onRetry={() => verify.mutate()} />
        ) : (
          <Skeleton lines={5} />
        )}
      </Dialog>
    </>
  );
}
