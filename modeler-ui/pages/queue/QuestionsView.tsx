/** The queue's tab of questions: what waits for my answer, and the answers that I wait for. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Loading } from '../../components/Loading/Loading.js';
import { useStrings } from '../../i18n/language.js';
import { QuestionItem } from '../../questions/QuestionItem.js';
import questionStyles from '../../questions/Questions.module.css';
import { type Question, questionsQuery } from '../../questions/queries.js';
import { strings } from '../../questions/strings.js';
import styles from './QuestionsView.module.css';

export function QuestionsView() {
  const t = useStrings(strings);
  const questions = useQuery(questionsQuery);
  if (questions.data === undefined) return <Loading of={questions} lines={6} />;
  return (
    <div className={styles.columns}>
      <Questions title={t('to-answer')} none={t('to-answer.none')} questions={questions.data.toAnswer} />
      <Questions title={t('mine')} none={t('mine.none')} questions={questions.data.asked} />
    </div>
  );
}

interface QuestionsProps {
  readonly title: string;
  readonly none: string;
  readonly questions: readonly Question[];
}

function Questions({ title, none, questions }: QuestionsProps) {
  const t = useStrings(strings);
  return (
    <section className={styles.column} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {questions.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className={questionStyles.questions}>
          {questions.map((question) => (
            <QuestionItem key={question.id} question={question}>
              <div>
                {question.mayOpenCase ? (
                  <Link href={`/cases/${encodeURIComponent(question.caseNumber)}`} aria-label={t('open', { number: question.caseNumber })}>
                    <span data-figures>{question.caseNumber}</span>
                  </Link>
                ) : (
                  <span data-figures>{question.caseNumber}</span>
                )}{' '}
                {[question.classificationName, question.place].filter((part) => part !== null).join(' · ')}
              </div>
            </QuestionItem>
          ))}
        </ul>
      )}
    </section>
  );
}
