/** A case: what is to be done now, what happened, and what is known. */
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useParams } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { Chip } from '../../components/Chip/Chip.js';
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { Loading } from '../../components/Loading/Loading.js';
import { useFocusKept } from '../../components/Page/focus-kept.js';
import { usePageHeading } from '../../components/Page/Page.js';
import { TierStepper } from '../../components/TierStepper/TierStepper.js';
import { strings as failureStrings } from '../../failures/failure-strings.js';
import { failureText } from '../../failures/failure-words.js';
import { useStrings } from '../../i18n/language.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { CaseFacts } from './CaseFacts.js';
import styles from './CasePage.module.css';
import { CaseTimeline } from './CaseTimeline.js';
import { CaseQuestions } from './Colleagues.js';
import { Presence } from './Presence.js';
import { type Case, caseQuery, timelineQuery } from './queries.js';
import { strings } from './strings.js';
import { ToDoNow } from './ToDoNow.js';
import { visitedTiers } from './timeline-items.js';

export default function CasePage() {
  const { number = '' } = useParams<{ readonly number: string }>();
  const theCase = useQuery(caseQuery(number));
  const timeline = useQuery(timelineQuery(number));
  const t = useStrings(strings);
  const tFailure = useStrings(failureStrings);
  const page = useRef<HTMLDivElement>(null);
  useFocusKept(page);
  if (theCase.data === undefined) {
    return (
      <div ref={page} className={styles.page}>
        <CaseHeading number={number} />
        <Loading of={theCase} lines={8} />
      </div>
    );
  }
  return (
    <div ref={page} className={styles.page}>
      <CaseHeader theCase={theCase.data} visited={visitedTiers(timeline.data ?? [])} />
      {theCase.data.failedSteps.map(({ incidentKey, message }) => (
        <Banner key={incidentKey} tone="late">
          {t('failed-step', { message: failureText(message, tFailure) })}
        </Banner>
      ))}
      <div className={styles.columns}>
        <div className={styles.main}>
          <ToDoNow theCase={theCase.data} />
          <CaseQuestions theCase={theCase.data} />
          <section aria-labelledby="timeline-title">
            <h2 id="timeline-title" className={styles.section}>
              {t('timeline.title')}
            </h2>
            {timeline.data === undefined ? <Loading of={timeline} lines={6} /> : <CaseTimeline entries={timeline.data} />}
          </section>
        </div>
        <CaseFacts theCase={theCase.data} />
      </div>
    </div>
  );
}

function CaseHeading({ number, name }: { readonly number: string; readonly name?: string }) {
  const heading = usePageHeading(name === undefined ? number : `${number} ${name}`);
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      <span data-figures>{number}</span> {name}
    </h1>
  );
}

function CaseHeader({ theCase, visited }: { readonly theCase: Case; readonly visited: ReadonlySet<string> }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const hasQueue = useMay('task.work');
  const readsHistory = useMay('history.read');
  const isClosed = theCase.closedAt !== null;
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        {hasQueue && (
          <Link href="/queue" className={styles.back}>
            {t('to-queue')}
          </Link>
        )}
        {!hasQueue && readsHistory && (
          <Link href={`/cases/${encodeURIComponent(theCase.number)}/history`} className={styles.back}>
            {t('to-history')}
          </Link>
        )}
        <CaseHeading number={theCase.number} name={theCase.classificationName} />
        <ClockChip dueAt={theCase.promiseAt} isClosed={isClosed} pausedSince={theCase.pausedSince} isLateByPart={theCase.lateByPart} />
        <Presence number={theCase.number} />
      </div>
      <div className={styles.line}>
        <TierStepper tier={theCase.tier} visited={visited} isResolved={isClosed} />
        <span className={styles.status}>{theCase.publicStatus}</span>
        {!isClosed && (
          <span className={styles.assignee}>
            {t('case.assignee')}: {theCase.assignee === null ? t('case.nobody') : nameOf(theCase.assignee)}
          </span>
        )}
        {theCase.sample && <Chip tone="neutral">{t('sample')}</Chip>}
      </div>
    </header>
  );
}
