/** Tells whoever asked that the answer is there, wherever they are in the application. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { toasts } from '../components/Toast/Toast.js';
import { useStrings } from '../i18n/language.js';
import { useMay, usePeopleNames } from '../session/session.js';
import { questionsQuery } from './queries.js';
import { strings } from './strings.js';

export function QuestionNews() {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const nameOf = usePeopleNames();
  const asked = useQuery({ ...questionsQuery, enabled: useMay('question.answer') }).data?.asked;
  // What was answered before this page was opened waits in the queue; only what comes now is news.
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (asked === undefined) return;
    const answered = asked.filter(({ state }) => state === 'answered');
    const before = known.current;
    known.current = new Set(answered.map(({ id }) => id));
    if (before === null) return;
    for (const { id, answeredBy, caseNumber } of answered) {
      if (before.has(id)) continue;
      toasts.add({
        message: t('news.answered', { name: nameOf(answeredBy), number: caseNumber }),
        action: { label: t('news.show'), act: () => navigate(`/cases/${encodeURIComponent(caseNumber)}`) },
      });
    }
  });
  return null;
}
