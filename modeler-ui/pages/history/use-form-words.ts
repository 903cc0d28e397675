/**
 * Words for what somebody entered in a form: the published form's own in Polish, ours in English and where no form says any; a code that
 * nobody has a word for stays as it is.
 */
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { formWordsQuery } from './queries.js';
import { strings } from './strings.js';

export interface FormWords {
  /** Of a form's field. */
  label(field: string): string;
  value(field: string, value: unknown): string;
}

export function useFormWords(): FormWords {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const fields = useQuery(formWordsQuery).data ?? [];
  const first = (formsWord: string | undefined, ours: string, code: string): string => {
    const isOurs = ours !== code;
    return language === 'pl' ? (formsWord ?? ours) : isOurs ? ours : (formsWord ?? code);
  };
  return {
    label: (field) => first(fields.find((one) => one.field === field)?.label, knownText(words, tWords, 'field', field), field),
    value: (field, value) => {
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
      if (value === null || value === undefined || value === '') return t('none');
      const code = String(value);
      const said = fields.find((one) => one.field === field)?.choices.find((choice) => choice.code === code)?.label;
      return first(said, knownText(words, tWords, field, code), code);
    },
  };
}
