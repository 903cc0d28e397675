/** What is still missing before a conversation can be saved as asked. */

import type { Classification } from '../../catalogue/classifications.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import type { Translate } from '../../i18n/strings.js';
import { answerOf, type Content, mayHaveComeOn, receivedOn, type Save } from './draft.js';

type Words = 'fault.represents' | 'fault.note' | 'fault.classification' | 'fault.name' | 'fault.email' | 'fault.answer' | 'fault.received';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function faultsOf(
  content: Content,
  classification: Classification | undefined,
  proposed: string,
  save: Save,
  t: Translate<Words>,
): FormError[] {
  const { who } = content;
  const found: FormError[] = [];
  if (who.type === 'new' && who.name.trim() === '') found.push({ field: 'name', message: t('fault.name') });
  if (who.type === 'new' && who.email.trim() !== '' && !EMAIL.test(who.email.trim()))
    found.push({ field: 'email', message: t('fault.email') });
  if (content.who.type !== 'anonymous' && content.actingFor !== 'self' && content.represents.name.trim() === '')
    found.push({ field: 'represents', message: t('fault.represents') });
  if (content.note.trim() === '') found.push({ field: 'note', message: t('fault.note') });
  const came = receivedOn(content);
  if (came !== undefined && !mayHaveComeOn(came, new Date())) found.push({ field: 'receivedOn', message: t('fault.received') });
  if (classification === undefined) found.push({ field: 'classification', message: t('fault.classification') });
  if (save.type === 'settle' && answerOf(content, proposed).trim() === '') found.push({ field: 'answer', message: t('fault.answer') });
  return found;
}
