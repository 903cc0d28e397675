/** The dates of a case: each as it stands and as it was first said, what paused and extended it, how it was counted, extending it, entering a pause. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { Facts } from '../../components/Facts/Facts.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import styles from './CaseFacts.module.css';
import { DateCount } from './DateCount.js';
import { strings } from './date-strings.js';
import { strings as pauseStrings } from './pause-strings.js';
import { type Case, type Dates, datesQuery } from './queries.js';

/** Seldom wanted, so they come when they are opened. */
const ExtendDialog = lazy(() => import('./ExtendDialog.js'));
const PauseDialog = lazy(() => import('./PauseDialog.js'));

export function CaseDates({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const tPause = useStrings(pauseStrings);
  const now = useNow();
  const mayWrite = useMay('case.write');
  const dates = useQuery(datesQuery(theCase.number)).data;
  const [open, setOpen] = useState<'extend' | 'pause' | null>(null);
  const close = () => setOpen(null);
  const when = (at: string | null | undefined) => (at === null || at === undefined ? null : <When at={at} />);
  const statutory = dates?.statutory ?? null;
  const isOpen = theCase.closedAt === null;
  const canExtend = isOpen && mayWrite && statutory?.canExtend === true && new Date(statutory.at) > now;
  return (
    <Card title={t('title')}>
      <Facts
        facts={[
          { name: t('promise'), value: when(theCase.promiseAt) },
          { name: t('first'), value: differs(theCase.promiseFirstAt, theCase.promiseAt) ? when(theCase.promiseFirstAt) : null },
          { name: t('statutory'), value: when(theCase.statutoryAt) },
          { name: t('original'), value: differs(statutory?.originalAt, statutory?.at) ? when(statutory?.originalAt) : null },
          { name: t('basis'), value: statutory === null || statutory.basis === '' ? null : statutory.basis },
          { name: t('remind'), value: isOpen ? when(theCase.remindAt) : null },
          { name: t('accept'), value: isOpen ? when(theCase.acceptAt) : null },
          { name: t('planned'), value: when(theCase.plannedAt) },
          { name: t('closed'), value: when(theCase.closedAt) },
        ]}
      />
      {theCase.pausedSince !== null && <p className={styles.small}>{t('on-hold')}</p>}
      {dates?.pauses.some(({ from }) => from !== null) && <Pauses pauses={dates.pauses} />}
      {dates !== undefined && dates.extensions.length > 0 && (
        <>
          <h3>{t('extensions')}</h3>
          <ul className={styles.systems}>
            {dates.extensions.map(({ decidedAt, to, reason, basis }) => (
              <li key={decidedAt}>
                <When at={decidedAt} dayOnly /> → <When at={to} dayOnly />: {reason} ({basis})
              </li>
            ))}
          </ul>
        </>
      )}
      {dates !== undefined && <DateCount dates={dates} />}
      {isOpen && mayWrite && (
        <div className={styles.acts}>
          {canExtend && <Button onPress={() => setOpen('extend')}>{t('extend')}</Button>}
          <Button onPress={() => setOpen('pause')}>{tPause('open')}</Button>
        </div>
      )}
      <Suspense fallback={null}>
        {open === 'extend' && statutory !== null && <ExtendDialog theCase={theCase} until={statutory.at} onClose={close} />}
        {open === 'pause' && <PauseDialog theCase={theCase} onClose={close} />}
      </Suspense>
    </Card>
  );
}

const differs = (one: string | null | undefined, other: string | null | undefined): boolean =>
  one !== null && one !== undefined && one !== other;

function Pauses({ pauses }: { readonly pauses: Dates['pauses'] }) {
  const t = useStrings(strings);
  return (
    <>
      <h3>{t('pauses')}</h3>
      <ul className={styles.systems}>
        {pauses.flatMap(({ id, kind, from, to, endedHow, missing, office, lateReason, movesPromise, movesStatutory }) =>
          from === null
            ? []
            : [
                <li key={id}>
                  <When at={from} /> – {to === null ? t('pause.open') : <When at={to} />}: {t(`pause.${kind}`)}
                  {[
                    office,
                    missing,
                    endedHow === null ? null : t(`pause.${endedHow}`),
                    lateReason === null ? null : t('pause.late', { reason: lateReason }),
                    movesPromise && movesStatutory ? null : t('pause.heals-nothing'),
                  ]
                    .filter((part) => part !== null)
                    .map((part) => `, ${part}`)
                    .join('')}
                </li>,
              ],
        )}
      </ul>
    </>
  );
}
