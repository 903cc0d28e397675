/** What this person had written into a task that somebody else ended first: it was not sent, and it is still here. */
import { useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { When } from '../../components/When/When.js';
import { forgetDraft, readDraft } from '../../forms/draft.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames, useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './KeptText.module.css';
import { strings } from './panel-strings.js';
import type { Task } from './queries.js';
import type { FormTexts } from './shared-draft.js';

export function KeptText({ tasks }: { readonly tasks: readonly Task[] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const [, setForgotten] = useState(0);
  const kept = tasks.flatMap((task) => {
    const draft = task.endedAt === null ? undefined : readDraft<FormTexts>(`${person.login}.${task.key}`);
    const text = [draft?.reason, draft?.closingText].filter((part) => part !== undefined && part !== '').join('\n\n');
    return text === '' ? [] : [{ task, text }];
  });
  return kept.map(({ task, text }) => (
    <Banner
      key={task.key}
      tone="warning"
      isNews
      action={
        <Button
          onPress={() => {
            forgetDraft(`${person.login}.${task.key}`);
            setForgotten((count) => count + 1);
          }}
        >
          {t('kept.forget')}
        </Button>
      }
    >
      {task.endedBy === null || task.endedBy.startsWith('system')
        ? t('kept.gone', { task: task.name })
        : t(task.endedBy === person.login ? 'kept.own' : 'kept.who', {
            task: task.name,
            name: nameOf(task.endedBy),
            decision: task.decision === null ? '' : knownText(words, tWords, 'decision', task.decision),
          })}{' '}
      {task.endedAt !== null && <When at={task.endedAt} />}. {t('kept.safe')}
      <blockquote className={styles.text}>{text}</blockquote>
    </Banner>
  ));
}
