/** After a save: the number to read aloud, the code, and for ten seconds the way back; also what was decided in another tab. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Ref, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { UndoKey } from '../../keyboard/UndoKey.js';
import { type Reach, SendDialog } from '../../messages/SendDialog.js';
import type { Save } from './draft.js';
import { closingsQuery, type OwnClosing, sendStatus, undoClosing } from './queries.js';
import styles from './Saved.module.css';
import { strings } from './strings.js';

export type SavedAs =
  | { readonly type: Save['type']; readonly number: string; readonly statusCode: string; readonly reach: Reach }
  | { readonly type: 'contact'; readonly number: string };

interface SavedCaseProps {
  readonly ref: Ref<HTMLElement>;
  readonly saved: SavedAs;
  readonly onClose: () => void;
  /** Its button is gone. */
  readonly onUndone: () => void;
}

export function SavedCase({ ref, saved, onClose, onUndone }: SavedCaseProps) {
  const t = useStrings(strings);
  return (
    <section ref={ref} className={styles.saved} aria-label={t('saved.title')} role="status">
      <div>
        <p>{t(`saved.${saved.type}`)}</p>
        <p className={styles.number} data-figures>
          {saved.number}
        </p>
      </div>
      {'statusCode' in saved && (
        <div>
          <p>{t('saved.code')}</p>
          <p className={styles.code} data-figures>
            {saved.statusCode.replace(/^(\d{4})(\d+)$/, '$1 $2')}
          </p>
        </div>
      )}
      <div className={styles.acts}>
        {'reach' in saved && <SendStatus number={saved.number} reach={saved.reach} />}
        {saved.type !== 'contact' && <UndoSaved number={saved.number} onUndone={onUndone} />}
        <Link href={`/cases/${encodeURIComponent(saved.number)}`}>{t('saved.open')}</Link>
        <Button kind="quiet" onPress={onClose} aria-label={t('saved.close')}>
          <Icon name="close" />
        </Button>
      </div>
    </section>
  );
}

function SendStatus({ number, reach }: { readonly number: string; readonly reach: Reach }) {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('saved.send')}</Button>
      <SendDialog
        title={t('saved.send.title')}
        isOpen={isOpen}
        reach={reach}
        send={(channel, to) => sendStatus(number, channel, to)}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

/** `except`: the case that the panel above shows, with its own way back. */
export function OwnClosings({ except, onUndone }: { readonly except: string | null; readonly onUndone: () => void }) {
  const t = useStrings(strings);
  const { data = [], dataUpdatedAt } = useQuery(closingsQuery);
  return data.map((closing) =>
    closing.state === 'failed' ? (
      <Banner
        key={closing.id}
        tone="late"
        isNews
        action={<Link href={`/cases/${encodeURIComponent(closing.number)}`}>{t('closing.failed.open')}</Link>}
      >
        {t('closing.failed', { number: closing.number, name: closing.classificationName })}
      </Banner>
    ) : closing.number === except ? null : (
      <Banner
        key={closing.id}
        tone="warning"
        action={<UndoButton closing={closing} endsAtMs={dataUpdatedAt + closing.leftMs} onUndone={onUndone} />}
      >
        {t('closing.pending', { number: closing.number, name: closing.classificationName })}
      </Banner>
    ),
  );
}

function UndoSaved({ number, onUndone }: { readonly number: string; readonly onUndone: () => void }) {
  const { data = [], dataUpdatedAt } = useQuery(closingsQuery);
  const closing = data.find((one) => one.number === number && one.state === 'pending');
  return closing === undefined ? null : <UndoButton closing={closing} endsAtMs={dataUpdatedAt + closing.leftMs} onUndone={onUndone} />;
}

const TICK_MS = 500;

interface UndoButtonProps {
  readonly closing: OwnClosing;
  readonly endsAtMs: number;
  readonly onUndone: () => void;
}

function UndoButton({ closing, endsAtMs, onUndone }: UndoButtonProps) {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const undo = useMutation({
    mutationFn: () => undoClosing(closing.number),
    onSuccess: () => {
      const action = { label: t('saved.open'), act: () => navigate(`/cases/${encodeURIComponent(closing.number)}`) };
      toasts.add({ message: t('closing.undone', { number: closing.number }), action }, { timeout: TOAST_MS });
      onUndone();
    },
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  });
  const seconds = Math.ceil((endsAtMs - now) / 1_000);
  if (seconds <= 0) return null;
  return (
    <Button onPress={() => undo.mutate()} isPending={undo.isPending}>
      {t('closing.undo', { count: seconds })} <UndoKey label={t('closing.undo.key')} onKey={() => undo.mutate()} />
    </Button>
  );
}
