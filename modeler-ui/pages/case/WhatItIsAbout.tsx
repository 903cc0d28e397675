/** Above the decision, what it is about: the resident's words, and why a colleague opened the case again, passed it on or refused it. All of it stands in the timeline below. */
import { useQuery } from '@tanstack/react-query';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import { type TimelineEntry, timelineQuery } from './queries.js';
import { strings } from './strings.js';
import styles from './ToDoNow.module.css';
import { answersOf } from './timeline-items.js';

export function WhatItIsAbout({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const entries = useQuery(timelineQuery(number)).data ?? [];
  const nameOfWhy = ({ actor, facts }: TimelineEntry): string =>
    facts.decision === 'refuse' ? t('about.refused', { name: nameOf(actor) }) : t('about.why', { name: nameOf(actor) });
  const registered = entries.find(({ act }) => act === 'case.registered');
  const reopened = entries.findLast(({ act }) => act === 'case.reopened');
  // What was said before the case was closed is over, and a closing passes nothing on.
  const passedOn = entries.findLast(
    (entry) =>
      entry.act === 'decision.made' &&
      typeof entry.facts.outcomeCode !== 'string' &&
      entry.seq > (reopened?.seq ?? 0) &&
      whyOf(entry) !== '',
  );
  const told = [
    { name: t('about.matter'), text: registered === undefined ? '' : textOf(registered, 'note') },
    ...(reopened === undefined ? [] : [{ name: t('about.reopened', { name: nameOf(reopened.actor) }), text: textOf(reopened, 'reason') }]),
    ...(passedOn === undefined ? [] : [{ name: nameOfWhy(passedOn), text: whyOf(passedOn) }]),
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

const whyOf = (entry: TimelineEntry): string => [answersOf(entry), textOf(entry, 'reason')].filter((text) => text !== '').join('\n');

function textOf({ payload }: TimelineEntry, name: string): string {
  const text = payload?.[name];
  return typeof text === 'string' ? text.trim() : '';
}
