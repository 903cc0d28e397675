/** One entry of the catalogue, to be read aloud. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Classification } from '../../catalogue/classifications.js';
import { Button } from '../../components/Button/Button.js';
import { Facts } from '../../components/Facts/Facts.js';
import { useStrings } from '../../i18n/language.js';
import { NO_REACH, SendDialog } from '../../messages/SendDialog.js';
import { sendArticle } from '../../messages/send.js';
import { departmentsQuery } from '../../people/people.js';
import { useMay } from '../../session/session.js';
import styles from './KnowledgePage.module.css';
import { ReadOut } from './ReadOut.js';
import { strings } from './strings.js';

export function Article({ entry }: { readonly entry: Classification }) {
  const t = useStrings(strings);
  const departments = useQuery(departmentsQuery).data ?? [];
  const maySend = useMay('article.send');
  const mayTalk = useMay('desk.use');
  const [isSending, setSending] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry is the reason
  useEffect(() => heading.current?.focus(), [entry.code]);
  return (
    <article className={styles.article} aria-labelledby="entry-title">
      <h2 id="entry-title" ref={heading} tabIndex={-1}>
        {entry.name}
      </h2>
      <section aria-labelledby="entry-answer" className={styles.section}>
        <h3 id="entry-answer">{t('answer')}</h3>
        <p className={styles.answer}>{entry.approvedAnswer === '' ? t('answer.none') : entry.approvedAnswer}</p>
      </section>
      {maySend && entry.approvedAnswer !== '' && (
        <div className={styles.acts}>
          {mayTalk && <ReadOut entry={entry} />}
          <Button onPress={() => setSending(true)}>{t('send')}</Button>
          <SendDialog
            title={t('send.title', { name: entry.name })}
            isOpen={isSending}
            reach={NO_REACH}
            send={(channel, to) => sendArticle(entry.code, channel, to)}
            onClose={() => setSending(false)}
          />
        </div>
      )}
      <Lines title={t('ask')} lines={entry.ask} />
      <Lines title={t('bring')} lines={entry.bring} />
      <Facts
        facts={[
          { name: t('promise'), value: entry.promise },
          { name: t('handling'), value: t(`handling.${entry.handling}`) },
          { name: t('department'), value: departments.find(({ id }) => id === entry.department)?.name ?? entry.department },
        ]}
      />
    </article>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
