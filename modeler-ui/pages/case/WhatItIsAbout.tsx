/** Above the decision, what it is about: the resident's words, and why a colleague passed the case on. All of it stands in the timeline below. */
import { useQuery } from '@tanstack/react-query';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { type TimelineEntry, timelineQuery } from './queries.js';
import { strings } from './strings.js';
import styles from './ToDoNow.module.css';

export function WhatItIsAbout({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const entries = useQuery(timelineQuery(number)).data ?? [];
  const registered = entries.find(({ act }) => act === 'case.registered');
  const passedOn = entries.findLast((entry) => entry.act === 'decision.made' && textOf(entry, 'reason') !== '');
  const told = [
    { name: t('about.matter'), text: registered === undefined ? '' : textOf(registered, 'note') },
    ...(passedOn === undefined ? [] : [{ name: t('about.why', { name: nameOf(passedOn.actor) }), text: textOf(passedOn, 'reason') }]),
  ].filter(({ text }) => text !== '');
  if (told.length === 0) return null;
  return (
    <dl className={styles.about}>
      {told.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function textOf({ payload }: TimelineEntry, name: string): string {
  const text = payload?.[name];
  return typeof text === 'string' ? text.trim() : '';
}
