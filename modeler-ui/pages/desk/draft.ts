/** A conversation as the desk holds it: what was typed, and what follows from it while nobody says otherwise. */
import type { Operations, Schemas } from '../../api/schema.js';
import type { Classification } from '../../catalogue/classifications.js';

export type Content = Schemas['DeskDraftContent'];
export type Channel = Content['channel'];
export type Basis = NonNullable<Content['basis']>;

export interface Draft {
  readonly id: string;
  readonly startedAt: string;
  readonly content: Content;
}

/** On these the caller hears the answer before the case is saved. */
const LIVE_CHANNELS: ReadonlySet<Channel> = new Set(['phone', 'counter', 'chat']);

const ANSWERED = 'answered';
const RESOLVE = 'resolve';

export function newDraft(channel: Channel, now: Date): Draft {
  return {
    id: newId(),
    startedAt: now.toISOString(),
    content: {
      channel,
      note: '',
      classification: null,
      place: '',
      who: { type: 'anonymous' },
      verification: 'none',
      actingFor: 'self',
      answer: null,
      basis: null,
      outcome: ANSWERED,
      isAnswered: null,
      replyChannel: null,
      handOnTo: null,
    },
  };
}

/** `crypto.randomUUID` is missing where the page comes without TLS from another machine. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Nothing that anybody would miss. */
export function isBlank({ content }: Draft): boolean {
  const { who } = content;
  const isNobody =
    who.type === 'anonymous' || (who.type === 'new' && [who.name, who.phone, who.email, who.postalAddress].every((one) => one === ''));
  return content.note.trim() === '' && content.classification === null && content.place === '' && content.answer === null && isNobody;
}

export function answerOf({ answer }: Content, classification: Classification | undefined): string {
  return answer ?? classification?.approvedAnswer ?? '';
}

/** The approved answer as it is, changed, or the consultant's own: what line 1's answer stood on. */
export function basisOf(content: Content, classification: Classification | undefined): Basis {
  if (content.basis !== null) return content.basis;
  const approved = classification?.approvedAnswer ?? '';
  if (approved.trim() === '') return 'ad-hoc';
  return content.answer === null || content.answer.trim() === approved.trim() ? 'standard' : 'mixed';
}

export function isAnswered({ isAnswered: said, channel }: Content): boolean {
  return said ?? LIVE_CHANNELS.has(channel);
}

export type Save =
  | { readonly type: 'settle' }
  | { readonly type: 'danger'; readonly text: string }
  | { readonly type: 'hand-on'; readonly decision: string | null };

type NewCase = Operations['POST /api/v1/cases']['body'];

export function toNewCase({ id, content }: Draft, tier: string, save: Save, classification: Classification): NewCase {
  return {
    draftId: id,
    classification: classification.code,
    channel: content.channel,
    note: content.note.trim(),
    place: content.place.trim() === '' ? null : content.place.trim(),
    resident: residentOf(content),
    ...(content.replyChannel === null ? {} : { replyChannel: content.replyChannel }),
    entryTier: tier,
    verification: content.verification,
    actingFor: content.actingFor,
    ...wayOf(content, save, classification),
  };
}

function residentOf({ who, verification, replyChannel }: Content): NewCase['resident'] {
  if (who.type === 'anonymous') return null;
  if (who.type === 'known') return { id: who.id };
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  return {
    new: {
      name: who.name.trim(),
      phone: text(who.phone),
      email: text(who.email),
      postalAddress: text(who.postalAddress),
      verification,
      replyChannel: replyChannel ?? 'none',
    },
  };
}

function wayOf(content: Content, save: Save, classification: Classification): Pick<NewCase, 'settle' | 'handOn'> {
  switch (save.type) {
    case 'settle':
      return {
        settle: {
          decision: RESOLVE,
          outcomeCode: content.outcome,
          closingText: answerOf(content, classification).trim(),
          values: { basis: basisOf(content, classification), answered: isAnswered(content) },
        },
      };
    case 'danger':
      return { settle: { decision: 'danger', outcomeCode: 'emergency', closingText: save.text } };
    case 'hand-on':
      return save.decision === null ? {} : { handOn: { decision: save.decision } };
  }
}
