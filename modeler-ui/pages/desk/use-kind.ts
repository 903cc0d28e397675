/** What follows from the kind of matter: its questions, what its first task offers, and the answer while nobody writes another. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readFields } from '../../../forms/fields.js';
import { useLater } from '../../app/later.js';
import type { Classification } from '../../catalogue/classifications.js';
import { type Content, RESOLVE } from './draft.js';
import { offerOf, outcomeOf } from './offer.js';
import { type Guide, knownOutagesQuery, outcomeQuery } from './queries.js';
import { useAsked } from './use-questions.js';

const TYPING_MS = 400;

export function useKind(content: Content, classification: Classification | undefined, guide: Guide | undefined, tier: string) {
  const offer = useMemo(() => offerOf(guide), [guide]);
  const outcome = outcomeOf(content.outcome, offer);
  const approved = classification?.approvedAnswer ?? '';
  const asked = { classification: content.classification ?? '', tier, channel: content.channel, decision: RESOLVE, outcome };
  const sentence = useQuery({ ...outcomeQuery(asked), enabled: classification !== undefined && approved === '' }).data?.sentence ?? '';
  const place = useLater(content.place.trim(), TYPING_MS);
  const known = useQuery({ ...knownOutagesQuery(content.classification ?? '', place), enabled: classification !== undefined }).data ?? [];
  const outages = known.filter(({ why }) => why === 'place').map(({ outage }) => outage);
  const questions = useAsked(
    useMemo(() => readFields(classification?.questions ?? []), [classification]),
    content.answers,
  );
  const fields = useAsked(
    offer.fields,
    content.values,
    useMemo(() => ({ decision: RESOLVE, outcome }), [outcome]),
  );
  return {
    offer,
    outcome,
    proposed: approved !== '' ? approved : sentence,
    questions,
    fields,
    outages: classification === undefined ? [] : outages,
    /** Streets to ask for: where something of this kind is known to be broken. */
    streets: classification === undefined || outages.length > 0 ? [] : [...new Set(known.flatMap(({ outage }) => outage.streets))],
  };
}
