/** One effect: what was promised, each try with its answer, and what a person can do about it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TextField } from '../../components/Field/Field.js';
import { Loading } from '../../components/Loading/Loading.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { strings } from './ledger-strings.js';
import { type EffectDetail, effectQuery, replayEffect, systemsQuery, withdrawEffect } from './queries.js';
import styles from './SystemsPage.module.css';

const LEAST_REASON = 3;

export function EffectDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const effect = useQuery(effectQuery(id));
  return (
    <Dialog title={t('effect.title')} isOpen onClose={onClose}>
      {effect.data === undefined ? <Loading of={effect} lines={6} /> : <Opened effect={effect.data} onClose={onClose} />}
    </Dialog>
  );
}

function Opened({ effect, onClose }: { readonly effect: EffectDetail; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const client = useQueryClient();
  // While a system rests nobody tries, whatever is due.
  const pause = useQuery(systemsQuery).data?.find(({ system }) => system === effect.system)?.pause ?? null;
  const rests = effect.state === 'waiting' && pause?.begun === true;
  const noTries = ({ lastError, state }: EffectDetail): string => {
    if (lastError !== null) return t('tries.last', { error: lastError });
    return t(state === 'delivered' ? 'tries.none' : 'tries.not-yet');
  };
  const [reason, setReason] = useState('');
  const done = {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['systems'] });
      onClose();
    },
  };
  const replay = useMutation({ mutationFn: () => replayEffect(effect.id), ...done });
  const withdraw = useMutation({ mutationFn: () => withdrawEffect(effect.id, reason.trim()), ...done });
  const failed = replay.error ?? withdraw.error;
  return (
    <>
      {failed !== null && <Banner tone="late">{failed.message}</Banner>}
      <Facts
        facts={[
          { name: t('column.case'), value: effect.caseNumber },
          { name: t('column.system'), value: knownText(words, tWords, 'system', effect.system) },
          { name: t('column.action'), value: knownText(strings, t, 'action', effect.action) },
          { name: t('column.state'), value: t(`effect.${effect.state}`) },
          { name: t('held-code'), value: effect.heldCode === null ? null : knownText(strings, t, 'held', effect.heldCode) },
          {
            name: t('next-try'),
            value: rests ? t('next-try.resting') : effect.nextAttemptAt === null ? null : <When at={effect.nextAttemptAt} />,
          },
          { name: t('delivered-at'), value: effect.deliveredAt === null ? null : <When at={effect.deliveredAt} /> },
          { name: t('remote-id'), value: effect.remoteId },
        ]}
      />
      <h3>{t('tries')}</h3>
      {effect.tries.length === 0 ? (
        <p>{noTries(effect)}</p>
      ) : (
        <ol className={styles.tries}>
          {effect.tries.map((one) => (
            <li key={one.at}>
              <When at={one.at} /> {t(`outcome.${one.outcome}`)} <span className={styles.message}>{one.detail}</span>
            </li>
          ))}
        </ol>
      )}
      <details>
        <summary>{t('payload')}</summary>
        <pre className={styles.payload}>{JSON.stringify(effect.payload, null, 2)}</pre>
      </details>
      {effect.state === 'held' && (
        <>
          <p>{t('held.means')}</p>
          <TextField label={t('withdraw.reason')} name="reason" value={reason} onChange={setReason} />
        </>
      )}
      <DialogButtons>
        {(effect.state === 'held' || (effect.state === 'waiting' && !rests)) && (
          <Button kind="primary" onPress={() => replay.mutate()} isPending={replay.isPending}>
            {t('replay')}
          </Button>
        )}
        {effect.state === 'held' && (
          <Button onPress={() => withdraw.mutate()} isPending={withdraw.isPending} isDisabled={reason.trim().length < LEAST_REASON}>
            {t('withdraw')}
          </Button>
        )}
        <Button onPress={onClose}>{t('close')}</Button>
      </DialogButtons>
    </>
  );
}
