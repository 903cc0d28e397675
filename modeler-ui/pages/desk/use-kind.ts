/** What follows from the kind of matter: its questions, what its first task offers, and the answer while nobody writes another. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Classification } from '../../catalogue/classifications.js';
import { readFields } from '../../forms/fields.js';
import { type Content, RESOLVE } from './draft.js';
import { offerOf, outcomeOf } from './offer.js';
import { type Guide, outcomeQuery } from './queries.js';
import { useAsked } from './use-questions.js';

export function useKind(content: Content, classification: Classification | undefined, guide: Guide | undefined, tier: string) {
  const offer = useMemo(() => offerOf(guide), [guide]);
  const outcome = outcomeOf(content.outcome, offer);
  const approved = classification?.approvedAnswer ?? '';
  const asked = { classification: content.classification ?? '', tier, channel: content.channel, decision: RESOLVE, outcome };
  const sentence = useQuery({ ...outcomeQuery(asked), enabled: classification !== undefined && approved === '' }).data?.sentence ?? '';
  const questions = useAsked(
    useMemo(() => readFields(classification?.questions ?? []), [classification]),
    content.answers,
  );
  const fields = useAsked(
    offer.fields,
    content.values,
    useMemo(() => ({ decision: RESOLVE, outcome }), [outcome]),
  );
  return { offer, outcome, proposed: approved !== '' ? approved : sentence, questions, fields };
}
