/** A conversation as the desk holds it: what was typed, and what follows from it while nobody says otherwise. */
import type { Operations, Schemas } from '../../api/schema.js';
import type { Classification } from '../../catalogue/classifications.js';
import { cityDay } from '../../i18n/dates.js';
import type { Reach } from '../../messages/SendDialog.js';
import { entryTier } from './tiers.js';

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

/** What is written may have lain for days; whoever talks with us is here now. */
export function isWritten({ channel }: Content): boolean {
  return !LIVE_CHANNELS.has(channel);
}

/** The day from which dates are counted; undefined: today. */
export function receivedOn(content: Content): string | undefined {
  return isWritten(content) && content.receivedOn !== '' ? content.receivedOn : undefined;
}

const YEAR_MS = 366 * 86_400_000;

/** A day that something can have come on: not ahead, not more than a year ago. */
export function mayHaveComeOn(day: string, now: Date): boolean {
  const daysMs = Date.parse(`${cityDay(now)}T00:00Z`) - Date.parse(`${day}T00:00Z`);
  return daysMs >= 0 && daysMs < YEAR_MS;
}

/** The contract word of the models (processes/README.md) for settling. */
export const RESOLVE = 'resolve';

/** Calls are line 1's, visits the front office's. */
export function usualChannel(roles: readonly string[]): Channel {
  return entryTier(roles, 'phone') === 'line-1' ? 'phone' : 'counter';
}

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
      outcome: null,
      isAnswered: null,
      replyChannel: null,
      handOnTo: null,
      represents: { name: '', scope: '', until: '' },
      answers: {},
      articles: [],
      sent: [],
      values: {},
      receivedOn: '',
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
  const isUntold = content.articles.length === 0 && content.sent.length === 0;
  return (
    content.note.trim() === '' && content.classification === null && content.place === '' && content.answer === null && isNobody && isUntold
  );
}

/** `proposed`: the approved answer of the kind, else the model's own sentence for the outcome. */
export function answerOf({ answer }: Content, proposed: string): string {
  return answer ?? proposed;
}

/** The approved answer as it is, changed, or the consultant's own: what line 1's answer stood on. */
export function basisOf(content: Content, classification: Classification | undefined): Basis {
  if (content.basis !== null) return content.basis;
  if (content.articles.some((code) => code !== classification?.code)) return 'mixed';
  const approved = classification?.approvedAnswer ?? '';
  if (approved.trim() === '') return 'ad-hoc';
  return content.answer === null || content.answer.trim() === approved.trim() ? 'standard' : 'mixed';
}

export function isAnswered({ isAnswered: said, channel }: Content): boolean {
  return said ?? LIVE_CHANNELS.has(channel);
}

/** How the resident hears of the answer: as chosen, else as somebody new can be reached. Null: as their record says. */
export function replyOf({ replyChannel, who }: Content): Content['replyChannel'] {
  if (replyChannel !== null || who.type !== 'new') return replyChannel;
  if (who.email.trim() !== '') return 'mail';
  return who.phone.trim() === '' ? null : 'phone';
}

/** How to reach whoever is on the line, as far as the desk knows. */
export function reachOf({ who }: Content): Reach {
  return who.type === 'new'
    ? { isKnown: false, phone: who.phone, email: who.email }
    : { isKnown: who.type === 'known', phone: '', email: '' };
}

export type Save =
  | { readonly type: 'settle' }
  /** A report of a known outage: settled with what was read aloud, where this tier may; else linked and handed on. */
  | { readonly type: 'outage'; readonly id: string; readonly say: string; readonly maySettle: boolean }
  | { readonly type: 'danger'; readonly text: string }
  | { readonly type: 'hand-on'; readonly decision: string | null };

type NewCase = Operations['POST /api/v1/cases']['body'];

/** What a draft doesn't hold itself: the kind, and what follows from it. */
export interface Given {
  readonly classification: Classification;
  readonly classifications: readonly Classification[];
  readonly outcome: string;
  readonly proposed: string;
  readonly answers: NonNullable<NewCase['answers']>;
  readonly values: Content['values'];
}

export function toNewCase({ id, content }: Draft, tier: string, save: Save, given: Given): NewCase {
  const { classification, answers } = given;
  const came = receivedOn(content);
  const reply = replyOf(content);
  return {
    draftId: id,
    classification: classification.code,
    channel: content.channel,
    note: content.note.trim(),
    place: content.place.trim() === '' ? null : content.place.trim(),
    resident: residentOf(content),
    ...(reply === null ? {} : { replyChannel: reply }),
    entryTier: tier,
    verification: content.verification,
    actingFor: content.actingFor,
    represents: representsOf(content),
    answers,
    articles: articlesOf(content, given.classifications, ownRead(content, save, given)),
    sent: content.sent,
    outage: save.type === 'outage' ? save.id : null,
    ...(came === undefined ? {} : { receivedOn: came }),
    ...wayOf(content, save, given),
  };
}

export function representsOf({ actingFor, represents }: Content): NewCase['represents'] {
  const name = represents.name.trim();
  if (actingFor === 'self' || name === '') return null;
  return {
    name,
    scope: represents.scope.trim() === '' ? null : represents.scope.trim(),
    until: represents.until === '' ? null : represents.until,
  };
}

/** What the caller has heard of approved answers, each once; `own`: that of the kind, when it was read out, too. */
export function articlesOf(
  { articles }: Content,
  classifications: readonly Classification[],
  own: string | null,
): NonNullable<NewCase['articles']> {
  return classifications.filter(({ code }) => code === own || articles.includes(code)).map(({ code, version }) => ({ code, version }));
}

/** Whoever settles has read the kind's answer out, unless they say that theirs was another. */
function ownRead(content: Content, save: Save, { classification }: Given): string | null {
  const isRead = save.type === 'settle' && classification.approvedAnswer !== '' && basisOf(content, classification) !== 'ad-hoc';
  return isRead ? classification.code : null;
}

function residentOf(content: Content): NewCase['resident'] {
  const { who, verification } = content;
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
      replyChannel: replyOf(content) ?? 'none',
    },
  };
}

function wayOf(content: Content, save: Save, { classification, outcome, proposed, values }: Given): Pick<NewCase, 'settle' | 'handOn'> {
  switch (save.type) {
    case 'settle':
      return {
        settle: {
          decision: RESOLVE,
          outcomeCode: outcome,
          closingText: answerOf(content, proposed).trim(),
          values: { ...values, basis: basisOf(content, classification), answered: isAnswered(content) },
        },
      };
    case 'outage':
      return save.maySettle
        ? {
            settle: {
              decision: RESOLVE,
              outcomeCode: outcome,
              closingText: save.say,
              values: { basis: 'standard', answered: isAnswered(content) },
            },
          }
        : {};
    case 'danger':
      return { settle: { decision: 'danger', outcomeCode: 'emergency', closingText: save.text } };
    case 'hand-on':
      return save.decision === null ? {} : { handOn: { decision: save.decision } };
  }
}
