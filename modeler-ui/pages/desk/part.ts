/** What each third of the desk gets: the conversation, a way to change it, and what is wrong with it. */
import type { Content } from './draft.js';

export interface PartProps {
  readonly content: Content;
  readonly change: (changes: Partial<Content>) => void;
  readonly errorOf: (field: string) => string | undefined;
}
