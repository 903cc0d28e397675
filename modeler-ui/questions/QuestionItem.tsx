/** One question: who asks whom, what, how it stands; and what this person can do about it: answer, take back, lay aside as read. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { Chip } from '../components/Chip/Chip.js';
import { OneText } from '../components/OneText/OneText.js';
import { TOAST_MS, toasts } from '../components/Toast/Toast.js';
import { When } from '../components/When/When.js';
import { useStrings } from '../i18n/language.js';
import { usePeopleNames, useSession } from '../session/session.js';
import styles from './Questions.module.css';
import { answerQuestion, caseQuestionsQuery, type Question, questionsQuery, seeQuestion, withdrawQuestion } from './queries.js';
import { strings } from './strings.js';
import { useAskedName } from './use-asked-name.js';

const LOOKS = {
  open: { tone: 'paused', sign: '?', words: 'waits' },
  answered: { tone: 'good', sign: '✓', words: 'answered' },
  withdrawn: { tone: 'neutral', sign: '×', words: 'withdrawn' },
} as const;

interface QuestionItemProps {
  readonly question: Question;
  /** Where it isn't clear from the page: which case it is about. */
  readonly children?: ReactNode;
}

export function QuestionItem({ question, children }: QuestionItemProps) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const askedName = useAskedName();
  const read = useReadAnew(question.caseNumber);
  const { tone, sign, words } = LOOKS[question.state];
  const withdraw = useMutation({
    mutationFn: () => withdrawQuestion(question.id),
    onSuccess: () => toasts.add({ message: t('withdraw.done') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: read,
  });
  const see = useMutation({ mutationFn: () => seeQuestion(question.id), onSettled: read });
  const isMine = question.askedBy === person.login;
  return (
    <li className={styles.question}>
      <div className={styles.meta}>
        <When at={question.askedAt} /> · {t('from-to', { from: nameOf(question.askedBy), to: askedName(question) })}{' '}
        <Chip tone={tone} sign={sign}>
          {t(words)}
        </Chip>
      </div>
      {children}
      <p className={styles.text}>{question.question}</p>
      {question.answer !== null && (
        <blockquote className={styles.answer}>
          <div className={styles.meta}>
            {t('answer.by', { name: nameOf(question.answeredBy) })}
            {question.endedAt !== null && (
              <>
                {' · '}
                <When at={question.endedAt} />
              </>
            )}
          </div>
          <p className={styles.text}>{question.answer}</p>
        </blockquote>
      )}
      {question.state === 'withdrawn' && !question.isSeen && <p className={styles.meta}>{t('withdrawn.ended')}</p>}
      {question.mayAnswer && !isMine && (
        <OneText
          label={t('answer.text')}
          act={t('answer.send')}
          missing={t('answer.text.missing')}
          done={t('answer.sent')}
          onSend={(text) => answerQuestion(question.id, text).then(read)}
        />
      )}
      {isMine && question.state === 'open' && (
        <div>
          <Button kind="quiet" onPress={() => withdraw.mutate()} isPending={withdraw.isPending}>
            {t('withdraw')}
          </Button>
        </div>
      )}
      {isMine && question.state !== 'open' && !question.isSeen && (
        <div>
          <Button onPress={() => see.mutate()} isPending={see.isPending}>
            {t('seen')}
          </Button>
        </div>
      )}
    </li>
  );
}

function useReadAnew(number: string) {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: caseQuestionsQuery(number).queryKey }),
      client.invalidateQueries({ queryKey: questionsQuery.queryKey }),
    ]);
}
