/** When a form or table was last published, and by whom. */
import { useNow } from '../../app/now.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import type { ModelPart } from './queries.js';
import { strings } from './strings.js';

export function LastChange({ at, by }: Pick<ModelPart, 'at' | 'by'>) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const nameOf = usePeopleNames();
  if (at === null) return t('changed.unknown');
  const when = shortDateTime(language, new Date(at), now);
  return by === null ? when : t('changed.by', { when, by: nameOf(by) });
}
