/** What a field of the shared draft is called and what its value is called, as the form itself says it: also of fields that this person's own decision hides. */
import { useQuery } from '@tanstack/react-query';
import { type Field, isInput } from '../../../forms/fields.js';
import type { FormValue } from '../../../forms/values.js';
import { useNow } from '../../app/now.js';
import { shortDate, shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { departmentsQuery } from '../../people/people.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings } from './panel-strings.js';
import { inputOf } from './shared-draft.js';

/** The texts beside the model's own fields. */
const TEXT_LABELS = {
  reason: 'reason',
  closingText: 'closing.text',
  department: 'department',
  toPerson: 'to-person',
  replyChannel: 'closing.channel',
} as const;

interface DraftWords {
  labelOf(field: string): string;
  wordOf(field: string, value: FormValue): string;
}

export function useDraftWords(fields: readonly Field[]): DraftWords {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const now = useNow();
  const nameOf = usePeopleNames();
  const departments = useQuery(departmentsQuery).data ?? [];
  const find = (field: string) => fields.filter(isInput).find(({ key }) => key === inputOf(field));
  return {
    labelOf: (field) => find(field)?.label ?? (field in TEXT_LABELS ? t(TEXT_LABELS[field as keyof typeof TEXT_LABELS]) : field),
    wordOf: (field, value) => {
      const input = find(field);
      // One that isn't ticked isn't kept.
      if (input?.type === 'checkbox') return t(value === true ? 'conflict.yes' : 'conflict.no');
      if (value === null) return t(field === 'toPerson' ? 'to-person.anybody' : 'conflict.empty');
      const text = String(value);
      switch (input?.type) {
        case 'radio':
        case 'select':
          return input.options.find((option) => option.value === value)?.label ?? text;
        case 'date':
        case 'date-time': {
          // A draft is as another version of the form left it.
          if (Number.isNaN(Date.parse(text))) return text;
          return (input.type === 'date' ? shortDate : shortDateTime)(language, new Date(text), now);
        }
      }
      if (field === 'department') return departments.find(({ id }) => id === text)?.name ?? text;
      if (field === 'replyChannel') return knownText(words, tWords, 'channel', text);
      return field === 'toPerson' ? nameOf(text) : text;
    },
  };
}
