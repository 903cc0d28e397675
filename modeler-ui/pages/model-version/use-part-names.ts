/** What people know forms, tables and processes by. Whoever may not read their lists gets the ids. */
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../session/session.js';
import { caseTypesQuery } from '../case-types/queries.js';
import { partsQuery } from '../decisions/queries.js';

export function usePartNames(): (kind: 'form' | 'decisions' | 'process', id: string) => string {
  const mayRead = useMay('model.draft');
  const parts = useQuery({ ...partsQuery, enabled: mayRead }).data ?? [];
  const types = useQuery({ ...caseTypesQuery, enabled: mayRead }).data ?? [];
  return (kind, id) => {
    const found = kind === 'process' ? types.find((type) => type.id === id) : parts.find((part) => part.kind === kind && part.id === id);
    return found?.name ?? id;
  };
}
