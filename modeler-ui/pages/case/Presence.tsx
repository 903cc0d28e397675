/** Who else has this case open now: two people in one task see each other. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Chip } from '../../components/Chip/Chip.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './panel-strings.js';
import { leaveCase, presenceQuery } from './queries.js';

export function Presence({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const others = useQuery(presenceQuery(number)).data ?? [];
  useEffect(() => {
    const leave = () => void leaveCase(number);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [number]);
  // There from the start, so that whoever comes is announced.
  return (
    <span role="status">
      {others.length > 0 && (
        <Chip tone="action" sign="◉" wraps>
          {t(others.length === 1 ? 'present.one' : 'present.more', { names: others.map(({ name }) => name).join(', ') })}
        </Chip>
      )}
    </span>
  );
}
