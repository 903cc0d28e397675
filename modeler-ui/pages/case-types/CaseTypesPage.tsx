/** Case types as cards: what is published, what runs on which version, how many are late, and the draft under way. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { Page } from '../../components/Page/Page.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { CaseTypeCard } from './CaseTypeCard.js';
import styles from './CaseTypesPage.module.css';
import { NewCaseType } from './NewCaseType.js';
import { beginDraft, type CaseType, caseTypesQuery, discardDraft } from './queries.js';
import { strings } from './strings.js';

export default function CaseTypesPage() {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const types = useQuery(caseTypesQuery);
  const [isNew, setNew] = useState(false);
  const [discarding, setDiscarding] = useState<CaseType>();
  const edit = useMutation({
    mutationFn: async (type: CaseType) => (type.draft === null ? (await beginDraft({ from: 'version', processId: type.id })).id : type.id),
    onSuccess: (id) => navigate(`/case-types/${encodeURIComponent(id)}`),
  });
  const tryDraft = ({ id }: CaseType) => navigate(`/case-types/${encodeURIComponent(id)}/try`);
  const newButton = (
    <Button kind="primary" onPress={() => setNew(true)}>
      {t('new')}
    </Button>
  );
  const cards = (title: string, shown: readonly CaseType[]) =>
    shown.length > 0 && (
      <section aria-label={title}>
        <h2 className={styles.group}>{title}</h2>
        <ul className={styles.cards}>
          {shown.map((type) => (
            <CaseTypeCard
              key={type.id}
              type={type}
              isOpening={edit.isPending}
              onEdit={edit.mutate}
              onTry={tryDraft}
              onDiscard={setDiscarding}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <Page title={t('rail')} actions={newButton}>
      {types.isPending && <Skeleton lines={6} />}
      {types.isError && <ErrorState error={types.error} onRetry={() => void types.refetch()} />}
      {edit.isError && <ErrorState error={edit.error} onRetry={() => edit.reset()} />}
      {types.data?.length === 0 && (
        <EmptyState title={t('empty.title')} action={<Button onPress={() => setNew(true)}>{t('new')}</Button>}>
          {t('empty.why')}
        </EmptyState>
      )}
      {types.data !== undefined && (
        <>
          {cards(
            t('group.types'),
            types.data.filter(({ caseType }) => caseType),
          )}
          {cards(
            t('group.parts'),
            types.data.filter(({ caseType }) => !caseType),
          )}
        </>
      )}
      {isNew && <NewCaseType onClose={() => setNew(false)} />}
      {discarding !== undefined && (
        <Discard
          type={discarding}
          onClose={() => setDiscarding(undefined)}
          onDone={() => {
            setDiscarding(undefined);
            void client.invalidateQueries({ queryKey: caseTypesQuery.queryKey });
          }}
        />
      )}
    </Page>
  );
}

interface DiscardProps {
  readonly type: CaseType;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function Discard({ type, onClose, onDone }: DiscardProps) {
  const t = useStrings(strings);
  const discard = useMutation({
    mutationFn: () => discardDraft(type.id),
    onSuccess: () => {
      toasts.add({ message: t('discard.done', { name: type.name }) }, { timeout: TOAST_MS });
      onDone();
    },
  });
  return (
    <Dialog title={t('discard.title', { name: type.name })} isOpen onClose={onClose}>
      <p>{t('discard.what')}</p>
      {discard.isError && <p role="alert">{discard.error.message}</p>}
      <DialogButtons>
        <Button kind="danger" isPending={discard.isPending} onPress={() => discard.mutate()}>
          {t('discard.act')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </DialogButtons>
    </Dialog>
  );
}
