/** The modeler: opens the draft of the address for editing, or for looking at while somebody else edits it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useParams } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { ErrorState } from '../../components/ErrorState/ErrorState.js';
import { Page } from '../../components/Page/Page.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { useStrings } from '../../i18n/language.js';
import { DraftEditor } from './DraftEditor.js';
import { DraftView } from './DraftView.js';
import { draftQuery } from './queries.js';
import { strings } from './strings.js';
import { useEditor } from './use-editor.js';

export default function ModelerPage() {
  const { id = '' } = useParams<{ id: string }>();
  return <OneDraft key={id} id={id} />;
}

function OneDraft({ id }: { readonly id: string }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const draft = useQuery(draftQuery(id));
  const editing = useEditor(id);
  const was = useRef(editing.type);
  // Whoever had it may have changed it since this page read it.
  const isOld = was.current === 'other' && editing.type === 'mine';
  useEffect(() => {
    if (was.current === 'other' && editing.type === 'mine') void client.resetQueries({ queryKey: draftQuery(id).queryKey });
    was.current = editing.type;
  }, [client, editing.type, id]);

  if (draft.isError) {
    return (
      <Page title={id}>
        <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
      </Page>
    );
  }
  if (draft.isPending || editing.type === 'asking' || isOld) return <Skeleton lines={8} />;
  if (editing.type === 'mine') return <DraftEditor draft={draft.data} tab={editing.tab} />;
  return (
    <DraftView draft={draft.data}>
      <Banner tone="info">{t('other', { name: editing.name })}</Banner>
    </DraftView>
  );
}
