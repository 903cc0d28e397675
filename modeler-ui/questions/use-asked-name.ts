/** Whom a question is put to, in words. */

import { useQuery } from '@tanstack/react-query';
import { useStrings } from '../i18n/language.js';
import { knownText } from '../i18n/strings.js';
import { unitsQuery } from '../people/people.js';
import { usePeopleNames } from '../session/session.js';
import { strings as words } from '../words/strings.js';
import type { Question } from './queries.js';

export function useAskedName(): (question: Pick<Question, 'toLogin' | 'tier' | 'department'>) => string {
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const units = useQuery(unitsQuery).data ?? [];
  return ({ toLogin, tier, department }) => {
    if (toLogin !== null) return nameOf(toLogin);
    return units.find(({ id }) => id === department)?.name ?? knownText(words, tWords, 'tier', tier ?? '');
  };
}
