/**
 * From a filled form to the decision that the api takes. The form's field `decision` says what is decided, `outcome` how it ended; texts
 * are the page's own, because nothing personal may become a value of the model.
 */

import type { Field } from '../../../forms/fields.js';
import type { FormValue } from '../../../forms/values.js';
import type { Operations } from '../../api/schema.js';

export type TaskDecision =
  | { readonly type: 'complete'; readonly body: Operations['POST /api/v1/tasks/{key}/complete']['body'] }
  | { readonly type: 'hand-on'; readonly body: Operations['POST /api/v1/tasks/{key}/hand-on']['body'] }
  | { readonly type: 'send-back'; readonly body: Operations['POST /api/v1/tasks/{key}/send-back']['body'] };

/** Contract words of the models (processes/README.md): a tier's code hands on to it, `back` sends back. */
const TIERS: ReadonlySet<string> = new Set(['front-office', 'line-1', 'line-2', 'department']);
const BACK = 'back';
const REFUSE = 'refuse';

/** Contract words for asking and waiting. They have a panel of their own, with the text, so the form doesn't offer them. */
export const REQUESTS = ['ask-resident', 'ask-office'] as const;

export function isRequest(decision: string): boolean {
  return REQUESTS.some((one) => one === decision);
}

/** Whoever gets the case wants to know more than a word from a list; what it says is for colleagues. */
export function mayExplain(decision: string | null): boolean {
  return decision === REFUSE;
}

export function withoutRequests(field: Field): Field {
  return 'options' in field && field.key === 'decision'
    ? { ...field, options: field.options.filter(({ value }) => !isRequest(value)) }
    : field;
}

export type DecisionKind = TaskDecision['type'] | 'closing';

export function kindOf(decision: string | null, hasOutcome: boolean): DecisionKind {
  if (decision === BACK) return 'send-back';
  if (decision !== null && TIERS.has(decision)) return 'hand-on';
  return hasOutcome ? 'closing' : 'complete';
}

export const REPLY_CHANNELS = ['mail', 'sms', 'letter', 'phone', 'none'] as const;
type ReplyChannel = (typeof REPLY_CHANNELS)[number];

/** What is stored of a case or a draft is one of them. */
export function toReplyChannel(code: string): ReplyChannel {
  return REPLY_CHANNELS.find((one) => one === code) ?? 'none';
}

export interface Texts {
  readonly reason: string;
  readonly closingText: string;
  readonly department: string | null;
  readonly toPerson: string | null;
  readonly replyChannel: string | null;
}

export function toDecision(decision: string, sent: Readonly<Record<string, FormValue>>, texts: Texts, draftVersion: number): TaskDecision {
  const { decision: _, outcome = null, ...values } = sent;
  const reason = texts.reason.trim();
  const closingText = texts.closingText.trim();
  const kind = kindOf(decision, outcome !== null);
  switch (kind) {
    case 'send-back':
      return { type: kind, body: { reason, values, draftVersion } };
    case 'hand-on':
      return {
        type: kind,
        body: {
          decision,
          reason,
          values,
          toPerson: texts.toPerson,
          department: decision === 'department' ? texts.department : null,
          draftVersion,
        },
      };
    case 'closing':
    case 'complete':
      return {
        type: 'complete',
        body: {
          decision,
          values,
          outcomeCode: kind === 'closing' ? String(outcome) : null,
          closingText: kind === 'closing' && closingText !== '' ? closingText : null,
          reason: reason === '' ? null : reason,
          replyChannel: kind === 'closing' && texts.replyChannel !== null ? toReplyChannel(texts.replyChannel) : null,
          draftVersion,
        },
      };
  }
}
