/** One editor at a time: this tab asks for the draft, keeps saying that it is there, and lets go when it leaves. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../api/call.js';

const ASK_AGAIN_MS = 10_000;

export type Editing =
  | { readonly type: 'asking' }
  | { readonly type: 'mine'; readonly tab: string }
  /** Somebody else has it; or had it when this page was opened, and what is shown may be old. */
  | { readonly type: 'other'; readonly name: string };

export function useEditor(id: string): Editing {
  const [tab] = useState(() => crypto.randomUUID());
  const { data } = useQuery({
    queryKey: ['draft-editor', id, tab],
    queryFn: ({ signal }) => call('POST /api/v1/drafts/{id}/editor', { params: { id }, body: { tab }, signal }),
    refetchInterval: ASK_AGAIN_MS,
    refetchIntervalInBackground: true,
    gcTime: 0,
  });
  useEffect(() => {
    const leave = () => {
      const body = JSON.stringify({ tab });
      const headers = { 'Content-Type': 'application/json' };
      // A page that is going away can only send what outlives it.
      void fetch(`/api/v1/drafts/${encodeURIComponent(id)}/editor/leave`, { method: 'POST', body, headers, keepalive: true }).catch(
        () => undefined,
      );
    };
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [id, tab]);
  if (data === undefined) return { type: 'asking' };
  return data.mine ? { type: 'mine', tab } : { type: 'other', name: data.name };
}
