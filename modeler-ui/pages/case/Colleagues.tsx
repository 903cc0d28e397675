/** What colleagues tell each other about a case: questions with their answers, and notes. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { useStrings } from '../../i18n/language.js';
import { Notes } from '../../notes/Notes.js';
import { AskDialog } from '../../questions/AskDialog.js';
import { QuestionItem } from '../../questions/QuestionItem.js';
import styles from '../../questions/Questions.module.css';
import { caseQuestionsQuery } from '../../questions/queries.js';
import { strings } from '../../questions/strings.js';
import { useMay, useSession } from '../../session/session.js';
import { addNote, type Case, caseNotesQuery, mendNote } from './queries.js';

export function CaseQuestions({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const { person } = useSession();
  const mayAsk = useMay('case.write') && (theCase.status === 'open' || theCase.status === 'registered');
  const [isAsking, setAsking] = useState(false);
  const all = useQuery(caseQuestionsQuery(theCase.number)).data ?? [];
  // What has been answered and read stands in the timeline.
  const shown = all.filter(({ state, askedBy, isSeen }) => state === 'open' || (askedBy === person.login && !isSeen));
  if (!mayAsk && shown.length === 0) return null;
  return (
    <Card title={t('title')} tone={shown.some(({ mayAnswer, askedBy }) => mayAnswer && askedBy !== person.login) ? 'warned' : 'plain'}>
      {shown.length > 0 && (
        <ul className={styles.questions} aria-label={t('title')}>
          {shown.map((question) => (
            <QuestionItem key={question.id} question={question} />
          ))}
        </ul>
      )}
      {mayAsk && (
        <div>
          <Button onPress={() => setAsking(true)}>{t('ask')}</Button>
        </div>
      )}
      {isAsking && (
        <AskDialog
          number={theCase.number}
          onClose={() => setAsking(false)}
          onAsked={() => client.invalidateQueries({ queryKey: caseQuestionsQuery(theCase.number).queryKey })}
        />
      )}
    </Card>
  );
}

export function CaseNotes({ number }: { readonly number: string }) {
  const client = useQueryClient();
  const notes = useQuery(caseNotesQuery(number)).data;
  const mayWrite = useMay('case.write');
  if (notes === undefined || (notes.length === 0 && !mayWrite)) return null;
  const read = () => client.invalidateQueries({ queryKey: caseNotesQuery(number).queryKey });
  return (
    <Notes
      notes={notes}
      mayWrite={mayWrite}
      onAdd={(text) => addNote(number, text).then(read)}
      onMend={(id, text) => mendNote(number, id, text).then(read)}
    />
  );
}
