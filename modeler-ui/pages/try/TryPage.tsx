/** Trying a draft: left the diagram with the path so far, right the person at each tier, the clock, what comes and what would go out. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { PretendedNow } from '../../app/now.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { usePageHeading } from '../../components/Page/Page.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { useStrings } from '../../i18n/language.js';
import { CaseTimeline } from '../case/CaseTimeline.js';
import { caseTypesQuery } from '../case-types/queries.js';
import { ActSide } from './ActSide.js';
import { ProcessSide } from './ProcessSide.js';
import type { Rehearsal } from './queries.js';
import { Refused } from './Refused.js';
import { SetupPanel } from './SetupPanel.js';
import { StandingNow } from './StandingNow.js';
import { strings } from './strings.js';
import { Troubles } from './Troubles.js';
import styles from './TryPage.module.css';
import { Unsent } from './Unsent.js';
import { type Playing, useRehearsal } from './use-rehearsal.js';

export default function TryPage() {
  const { id = '' } = useParams<{ readonly id: string }>();
  return <OneTry key={id} id={id} />;
}

function OneTry({ id }: { readonly id: string }) {
  const t = useStrings(strings);
  const playing = useRehearsal(id);
  const name = useQuery(caseTypesQuery).data?.find((type) => type.id === id)?.name ?? id;
  const title = t('title', { name });
  const heading = usePageHeading(title);
  const [isSettingUp, setSettingUp] = useState(false);
  const { view, acts, error } = playing;
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <Link href={`/case-types/${encodeURIComponent(id)}`} className={styles.back}>
          {t('back')}
        </Link>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        <div className={styles.buttons}>
          <Button isDisabled={acts.length === 0} onPress={playing.stepBack}>
            {t('step-back')}
          </Button>
          <Button isDisabled={acts.length === 0} onPress={() => playing.restart()}>
            {t('restart')}
          </Button>
          <Button isDisabled={view === undefined} onPress={() => setSettingUp(true)}>
            {t('setup')}
          </Button>
        </div>
      </div>
      <Banner tone="info">{t('banner')}</Banner>
      {error !== null && <Refused id={id} error={error} onRetry={playing.retry} />}
      {view === undefined && error === null && <Skeleton lines={10} />}
      {view !== undefined && <Played id={id} view={view} playing={playing} />}
      {view !== undefined && isSettingUp && (
        <SetupPanel
          setup={view.setup}
          onClose={() => setSettingUp(false)}
          onBegin={(setup) => {
            setSettingUp(false);
            playing.restart(setup);
          }}
        />
      )}
    </div>
  );
}

function Played({ id, view, playing }: { readonly id: string; readonly view: Rehearsal; readonly playing: Playing }) {
  const t = useStrings(strings);
  const names = new Map(view.people.map(({ login, name }) => [login, name]));
  const nameOf = (login: string | null) => (login === null ? '' : (names.get(login) ?? login));
  const waiting = [...view.problems, ...view.tasks, ...view.outside];
  return (
    <PretendedNow value={new Date(view.now)}>
      <Troubles view={view} />
      <div className={styles.columns}>
        <div className={styles.left}>
          <ProcessSide id={id} view={view} at={waiting[0]} />
          <section className={styles.part} aria-labelledby="story-title">
            <h2 id="story-title">{t('story')}</h2>
            <CaseTimeline entries={view.entries} nameOf={nameOf} />
          </section>
        </div>
        <div className={styles.right}>
          <StandingNow view={view} nameOf={nameOf} />
          <ActSide view={view} playing={playing} nameOf={nameOf} />
          <Unsent sent={view.unsent} />
        </div>
      </div>
    </PretendedNow>
  );
}
