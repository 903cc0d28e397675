/** The answer: what to read aloud, what it stands on, until when the rest will be done, and how the resident hears of it. */
import type { Classification } from '../../catalogue/classifications.js';
import { RadioChoice, SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Checkbox, TextArea } from '../../components/Field/Field.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import { answerOf, type Basis, basisOf, isAnswered } from './draft.js';
import type { PartProps } from './part.js';
import styles from './parts.module.css';
import type { Guide } from './queries.js';
import { strings } from './strings.js';

const BASES = ['standard', 'mixed', 'ad-hoc'] as const satisfies readonly Basis[];
/** Outcomes that a conversation can end with; the rest are for later steps of a case. */
const OUTCOMES = ['answered', 'done', 'refused', 'out-of-competence', 'withdrawn'] as const;
const REPLIES = ['mail', 'sms', 'letter', 'phone', 'none'] as const;

interface AnswerPartProps extends PartProps {
  readonly classification: Classification | undefined;
  readonly guide: Guide | undefined;
  readonly tier: string;
}

export function AnswerPart({ content, change, errorOf, classification, guide, tier }: AnswerPartProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const approved = classification?.approvedAnswer ?? '';
  const isApproved = content.answer === null && approved !== '';
  return (
    <section id="answer" className={styles.part} aria-labelledby="answer-title">
      <h2 id="answer-title">{t('answer.title')}</h2>
      <div data-field="answer">
        <TextArea
          label={t('answer')}
          description={t(isApproved ? 'answer.approved' : 'answer.own')}
          value={answerOf(content, classification)}
          onChange={(answer) => change({ answer: answer === approved ? null : answer })}
          rows={6}
          isRequired
          error={errorOf('answer')}
        />
      </div>
      {classification !== undefined && (
        <div className={styles.box}>
          <h3>{t('promise')}</h3>
          {guide?.promise != null ? (
            <p>
              <strong>
                <When at={guide.promise.at} />
              </strong>{' '}
              <span className={styles.small}>{t('promise.like', { words: classification.promise })}</span>
            </p>
          ) : (
            <p>{classification.promise === '' ? t('promise.unknown') : classification.promise}</p>
          )}
          {classification.bring.length > 0 && (
            <>
              <h3>{t('bring')}</h3>
              <ul className={styles.items}>
                {classification.bring.map((thing) => (
                  <li key={thing}>{thing}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {tier === 'line-1' && (
        <RadioChoice
          label={t('basis')}
          choices={BASES.map((basis) => ({ value: basis, label: t(`basis.${basis}`) }))}
          value={basisOf(content, classification)}
          onChange={(basis) => change({ basis: BASES.find((one) => one === basis) ?? null })}
        />
      )}
      <div className={styles.two}>
        <SelectChoice
          label={t('outcome')}
          choices={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
          value={content.outcome}
          onChange={(outcome) => change({ outcome })}
          isRequired
        />
        {content.who.type !== 'anonymous' && (
          <SelectChoice
            label={t('reply')}
            choices={REPLIES.map((channel) => ({ value: channel, label: tWords(`channel.${channel}`) }))}
            value={content.replyChannel}
            onChange={(channel) => change({ replyChannel: REPLIES.find((one) => one === channel) ?? null })}
          />
        )}
      </div>
      <Checkbox isSelected={isAnswered(content)} onChange={(said) => change({ isAnswered: said })}>
        {t('answered')}
      </Checkbox>
    </section>
  );
}
