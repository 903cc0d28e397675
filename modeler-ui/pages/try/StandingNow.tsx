/** The rehearsal's clock, and how its case stands: the date, the tier, what the resident is told. */
import { ClockChip } from '../../components/Chip/ClockChip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TierStepper } from '../../components/TierStepper/TierStepper.js';
import { When } from '../../components/When/When.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { visitedTiers } from '../case/timeline-items.js';
import type { Rehearsal } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

interface StandingNowProps {
  readonly view: Rehearsal;
  readonly nameOf: (login: string | null) => string;
}

export function StandingNow({ view, nameOf }: StandingNowProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const theCase = view.case;
  if (theCase === null) return null;
  const isClosed = theCase.closedAt !== null;
  const [place] = [...view.tasks, ...view.outside];
  const now = shortDateTime(language, new Date(view.now), new Date(view.now));
  return (
    <section className={styles.part} aria-labelledby="standing-title">
      <h2 id="standing-title">{t('standing')}</h2>
      <p className={styles.clock}>
        <span>
          {t('clock')} <time dateTime={view.now}>{now}</time>
        </span>
        <ClockChip dueAt={theCase.promiseAt} isClosed={isClosed} />
      </p>
      <p role="status" className="only-heard">
        {t('told', { count: view.acts, now, where: isClosed ? t('closed') : (place?.name ?? t('nothing-waits')) })}
      </p>
      <TierStepper tier={theCase.tier} visited={visitedTiers(view.entries)} isResolved={isClosed} />
      <Facts
        facts={[
          { name: t('fact.matter'), value: view.classificationName },
          { name: t('fact.public'), value: theCase.publicStatus },
          { name: t('fact.promise'), value: theCase.promiseAt === null ? null : <When at={theCase.promiseAt} /> },
        ]}
      />
      <details className={styles.details}>
        <summary>{t('more')}</summary>
        <Facts
          facts={[
            { name: t('fact.remind'), value: theCase.remindAt === null ? null : <When at={theCase.remindAt} /> },
            { name: t('fact.planned'), value: theCase.plannedAt === null ? null : <When at={theCase.plannedAt} dayOnly /> },
            { name: t('fact.department'), value: theCase.departmentName },
            { name: t('fact.assignee'), value: nameOf(theCase.assignee) },
          ]}
        />
      </details>
    </section>
  );
}
