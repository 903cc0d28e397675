/** What the city knows of outages and planned works: entered, changed and ended by the lines, read by everybody at a desk. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { type PlainColumn, PlainTable } from '../../components/PlainTable/PlainTable.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import { strings as knowledgeStrings } from '../knowledge/strings.js';
import { OutageDialog } from './OutageDialog.js';
import styles from './OutagesPage.module.css';
import { endOutage, type Outage, outagesQuery } from './queries.js';
import { strings } from './strings.js';

const TONES = { on: 'soon', planned: 'neutral', over: 'good' } as const;
const SIGNS = { on: '●', planned: '◐', over: '✓' } as const;

export default function OutagesPage() {
  const t = useStrings(strings);
  const tKnowledge = useStrings(knowledgeStrings);
  const mayWrite = useMay('outage.write');
  const outages = useQuery(outagesQuery);
  const [edited, setEdited] = useState<Outage | 'new' | null>(null);
  const [ending, setEnding] = useState<Outage | null>(null);
  const add = mayWrite ? (
    <Button kind="primary" onPress={() => setEdited('new')}>
      {t('add')}
    </Button>
  ) : undefined;
  const columns: readonly PlainColumn<Outage>[] = [
    {
      id: 'title',
      title: t('column.title'),
      cell: ({ title, say }) => (
        <>
          {title}
          <span className={styles.say}>{say}</span>
        </>
      ),
    },
    { id: 'where', title: t('column.where'), cell: ({ streets }) => (streets.length === 0 ? t('everywhere') : streets.join(', ')) },
    {
      id: 'when',
      title: t('column.when'),
      cell: ({ startsAt, endsAt, endedAt }) => {
        const end = endedAt ?? endsAt;
        return (
          <>
            <When at={startsAt} />
            {end === null ? `, ${t('until.unknown')}` : <> {t('until')} </>}
            {end !== null && <When at={end} />}
          </>
        );
      },
    },
    {
      id: 'state',
      title: t('column.state'),
      cell: ({ state }) => (
        <Chip tone={TONES[state]} sign={SIGNS[state]}>
          {t(`state.${state}`)}
        </Chip>
      ),
    },
    { id: 'cases', title: t('column.cases'), cell: ({ cases }) => cases, isNumber: true },
    ...(mayWrite
      ? [
          {
            id: 'acts',
            title: t('column.acts'),
            cell: (outage: Outage) =>
              outage.state === 'over' ? null : (
                <span className={styles.acts}>
                  <Button onPress={() => setEdited(outage)} aria-label={t('change.of', { title: outage.title })}>
                    {t('change')}
                  </Button>
                  <Button onPress={() => setEnding(outage)} aria-label={t('end.of', { title: outage.title })}>
                    {t('end')}
                  </Button>
                </span>
              ),
          },
        ]
      : []),
  ];
  return (
    <Page title={t('title')} isWide actions={add}>
      <p>
        <Link href="/knowledge">{tKnowledge('title')}</Link> · {t('intro')}
      </p>
      {outages.data === undefined ? (
        <Loading of={outages} lines={6} />
      ) : outages.data.length === 0 ? (
        <EmptyState title={t('empty')}>{t('empty.why')}</EmptyState>
      ) : (
        <PlainTable
          label={t('list')}
          columns={columns}
          rows={outages.data}
          keyOf={({ id }) => id}
          isFaded={({ state }) => state === 'over'}
        />
      )}
      <OutageDialog edited={edited} onClose={() => setEdited(null)} />
      <EndDialog outage={ending} onClose={() => setEnding(null)} />
    </Page>
  );
}

function EndDialog({ outage, onClose }: { readonly outage: Outage | null; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => endOutage(id),
    onSuccess: () => toasts.add({ message: t('ended') }, { timeout: TOAST_MS }),
    onError: (error: Error) => toasts.add({ message: error.message }),
    onSettled: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ['outages'] });
    },
  });
  return (
    <Dialog title={t('end.title')} isOpen={outage !== null} onClose={onClose}>
      <p>{t('end.text', { title: outage?.title ?? '' })}</p>
      <FormButtons
        send={t('end')}
        onSend={() => outage !== null && end.mutate(outage.id)}
        isPending={end.isPending}
        cancel={t('end.no')}
        onCancel={onClose}
      />
    </Dialog>
  );
}
