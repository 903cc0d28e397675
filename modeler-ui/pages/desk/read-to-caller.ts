/** Notes from outside of the desk what its caller has heard: in the conversation in hand, which is the one begun last, else in a new one. */
import { call } from '../../api/call.js';
import { newDraft, usualChannel } from './draft.js';
import { keepDraft } from './queries.js';

/** Gives when the conversation began. */
export async function readToCaller(code: string, roles: readonly string[]): Promise<string> {
  const drafts = await call('GET /api/v1/desk/drafts');
  const { id, startedAt, content } = drafts.at(-1) ?? newDraft(usualChannel(roles), new Date());
  if (!content.articles.includes(code)) await keepDraft({ id, startedAt, content: { ...content, articles: [...content.articles, code] } });
  return startedAt;
}
