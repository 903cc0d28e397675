/** The answer: what to read aloud, until when the rest will be done, what to bring; how it ends stands in one line below. */
import type { Classification } from '../../catalogue/classifications.js';
import { TextArea } from '../../components/Field/Field.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { AnswerActs } from './AnswerActs.js';
import { AnswerDetails } from './AnswerDetails.js';
import { answerOf } from './draft.js';
import { HeardArticles } from './HeardArticles.js';
import { KnownOutages, type KnownOutagesProps } from './KnownOutages.js';
import type { PartProps } from './part.js';
import styles from './parts.module.css';
import type { Guide } from './queries.js';
import { strings } from './strings.js';

interface AnswerPartProps extends PartProps, KnownOutagesProps, Omit<Parameters<typeof AnswerDetails>[0], 'content' | 'change'> {
  readonly classifications: readonly Classification[];
  readonly classification: Classification | undefined;
  readonly guide: Guide | undefined;
  /** What the answer is while nobody changes it. */
  readonly proposed: string;
}

export function AnswerPart({
  classifications,
  classification,
  guide,
  proposed,
  outages,
  isBusy,
  onReport,
  errorOf,
  ...rest
}: AnswerPartProps) {
  const t = useStrings(strings);
  const { content, change } = rest;
  const approved = classification?.approvedAnswer ?? '';
  const isAsProposed = content.answer === null && proposed !== '';
  return (
    <section id="answer" className={styles.part} aria-labelledby="answer-title">
      <h2 id="answer-title">{t('answer.title')}</h2>
      <KnownOutages outages={outages} isBusy={isBusy} onReport={onReport} />
      <div data-field="answer">
        <TextArea
          label={t('answer')}
          description={t(!isAsProposed ? 'answer.own' : approved !== '' ? 'answer.approved' : 'answer.sentence')}
          value={answerOf(content, proposed)}
          onChange={(answer) => change({ answer: answer === proposed ? null : answer })}
          rows={5}
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
              {classification.promise !== '' && <span className={styles.small}>({classification.promise})</span>}
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
      {classification !== undefined && (
        <AnswerActs
          content={content}
          classification={classification}
          classifications={classifications}
          onAdd={({ code, approvedAnswer }) =>
            change({
              answer: [answerOf(content, proposed), approvedAnswer].filter((part) => part.trim() !== '').join('\n\n'),
              articles: [...content.articles, code],
            })
          }
          onSent={(contactId) => change({ sent: [...content.sent, contactId] })}
        />
      )}
      <HeardArticles content={content} change={change} classifications={classifications} />
      {classification !== undefined && <AnswerDetails {...rest} />}
    </section>
  );
}
