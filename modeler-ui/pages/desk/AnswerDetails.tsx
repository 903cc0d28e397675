/** How the conversation ends, in one line: outcome, what the answer stands on, how the resident hears of it. It opens to be changed. */

import { isInput } from '../../../forms/fields.js';
import type { Fault } from '../../../forms/values.js';
import { RadioChoice, SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Disclosure } from '../../components/Disclosure/Disclosure.js';
import { Checkbox } from '../../components/Field/Field.js';
import { FieldList } from '../../forms/FieldList.js';
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import { type Basis, isAnswered, replyOf } from './draft.js';
import type { Offer } from './offer.js';
import type { PartProps } from './part.js';
import { strings } from './strings.js';
import type { Asked } from './use-questions.js';

const BASES = ['standard', 'mixed', 'ad-hoc'] as const satisfies readonly Basis[];
const REPLIES = ['mail', 'sms', 'letter', 'phone', 'none'] as const;

interface AnswerDetailsProps extends Pick<PartProps, 'content' | 'change'> {
  readonly offer: Offer;
  readonly outcome: string;
  /** Null: this tier's answers aren't told apart. */
  readonly basis: Basis | null;
  readonly fields: Asked;
  readonly faults: ReadonlyMap<string, Fault>;
}

export function AnswerDetails({ content, change, offer, outcome, basis, fields, faults }: AnswerDetailsProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const reply = replyOf(content);
  const summary = [
    offer.outcomes.find(({ value }) => value === outcome)?.label,
    basis === null ? undefined : t(`basis.${basis}.short`),
    isAnswered(content) ? t('answered.short') : reply === null ? undefined : tWords(`channel.${reply}`),
  ];
  const isNeeded = fields.shown.some((field) => isInput(field) && field.isRequired);
  return (
    <Disclosure
      // Opens by itself when the task asks for something that only its owner knows.
      key={String(isNeeded)}
      title={t('details')}
      summary={summary.filter((part) => part !== undefined).join(' · ')}
      isOpenAtFirst={isNeeded}
    >
      {offer.outcomes.length > 0 && (
        <SelectChoice
          label={t('outcome')}
          choices={offer.outcomes}
          value={outcome}
          onChange={(chosen) => change({ outcome: chosen })}
          isRequired
        />
      )}
      <FieldList
        fields={fields.shown}
        values={content.values}
        faults={faults}
        onChange={(key, value) => change({ values: { ...content.values, [key]: value } })}
      />
      {basis !== null && (
        <RadioChoice
          label={t('basis')}
          choices={BASES.map((one) => ({ value: one, label: t(`basis.${one}`) }))}
          value={basis}
          onChange={(chosen) => change({ basis: BASES.find((one) => one === chosen) ?? null })}
        />
      )}
      {content.who.type !== 'anonymous' && (
        <SelectChoice
          label={t('reply')}
          choices={REPLIES.map((channel) => ({ value: channel, label: tWords(`channel.${channel}`) }))}
          value={reply}
          onChange={(channel) => change({ replyChannel: REPLIES.find((one) => one === channel) ?? null })}
        />
      )}
      <Checkbox isSelected={isAnswered(content)} onChange={(said) => change({ isAnswered: said })}>
        {t('answered')}
      </Checkbox>
    </Disclosure>
  );
}
