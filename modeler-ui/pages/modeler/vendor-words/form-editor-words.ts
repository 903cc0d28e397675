/** Names of form-js's fields, in its palette, its search and new fields: registered anew, which is the way that form-js offers. */
import { pageLanguage } from '../../../i18n/strings.js';
import { FORM_WORDS } from './form-words.js';
import { knownWords } from './vendor-translate.js';

const say = knownWords(pageLanguage, FORM_WORDS);

type NewField = Readonly<Record<string, unknown>>;
interface Field {
  (props: object): unknown;
  readonly config: { readonly name?: string; readonly label?: string; readonly create: (given: object, isNew?: boolean) => NewField };
}
interface FormFields {
  get(type: string): Field | undefined;
  register(type: string, field: unknown): void;
}

const CALLED = /^(label|dateLabel|timeLabel|text)$/;
const FIELDS =
  'button checkbox checklist datetime dynamiclist group number radio select separator spacer taglist text textarea textfield'.split(' ');

/** What a field is called that was just put there; never what a form already says. */
function inWords(field: NewField): NewField {
  return Object.fromEntries(
    Object.entries(field).map(([name, value]) => {
      if (Array.isArray(value)) return [name, value.map((one: NewField) => inWords(one))];
      return [name, typeof value === 'string' && CALLED.test(name) ? say(value) : value];
    }),
  );
}

class FieldWords {
  static readonly $inject = ['formFields'];
  constructor(formFields: FormFields) {
    for (const type of FIELDS) {
      const field = formFields.get(type);
      if (field === undefined) continue;
      const { name, create, ...config } = field.config;
      const named = {
        ...config,
        ...(name === undefined ? {} : { name: say(name) }),
        create: (given: object, isNew = true) => (isNew ? inWords(create(given, isNew)) : create(given, isNew)),
      };
      formFields.register(
        type,
        Object.assign((props: object) => field(props), field, { config: named }),
      );
    }
  }
}

/** For form-js's `additionalModules`. */
export const FIELD_WORDS = { __init__: ['fieldWords'], fieldWords: ['type', FieldWords] };
