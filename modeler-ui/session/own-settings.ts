/** A person's own settings, kept on the server: keys, height of rows, whether the first steps are shown. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';
import { useMedia } from '../app/media.js';

export type OwnSettings = Schemas['Preferences'];

const settingsQuery = queryOptions({
  queryKey: ['own-settings'],
  queryFn: ({ signal }) => call('GET /api/v1/me/preferences', { signal }),
  staleTime: 60_000,
});

/** undefined until they are known; what holds of itself is the server's to say. */
export function useOwnSettings(): OwnSettings | undefined {
  return useQuery(settingsQuery).data;
}

/** Holds at once; if the server refuses, what it has holds again. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<OwnSettings>) => call('PATCH /api/v1/me/preferences', { body: change }),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: settingsQuery.queryKey });
      client.setQueryData(settingsQuery.queryKey, (now) => (now === undefined ? now : { ...now, ...change }));
    },
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
}

const ROW_PX = { compact: 32, comfortable: 44 } as const;

/** Height of a row in a table that only draws what is seen. */
export function useRowPx(): number {
  const isTouch = useMedia('(pointer: coarse)');
  return ROW_PX[useOwnSettings()?.density ?? (isTouch ? 'comfortable' : 'compact')];
}
