/** A value that comes to rest first: what is being typed isn't asked for letter by letter. */
import { useEffect, useState } from 'react';

export function useLater(value: string, ms: number): string {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return later;
}
