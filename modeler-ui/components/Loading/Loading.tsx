/** What stands where a query's data will be: grey lines after 300 ms, or why it can't be shown and another try. See README.md. */
import { useState } from 'react';
import { ErrorState } from '../ErrorState/ErrorState.js';
import { Skeleton } from '../Skeleton/Skeleton.js';

interface LoadingProps {
  /** A query without data. */
  readonly of: { readonly error: Error | null; refetch(): unknown };
  /** About as many as the content will take. */
  readonly lines: number;
}

export function Loading({ of, lines }: LoadingProps) {
  // While it is tried again the query has no error; the page must not change its face every few seconds.
  const [lastError, setLastError] = useState(of.error);
  if (of.error !== null && of.error !== lastError) setLastError(of.error);
  return lastError === null ? <Skeleton lines={lines} /> : <ErrorState error={lastError} onRetry={() => void of.refetch()} />;
}
