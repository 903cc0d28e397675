/** Acting: as which tier, with which form, and the one button that does the most plausible next thing. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readFields } from '../../../forms/fields.js';
import { Button } from '../../components/Button/Button.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { feelQuery } from '../../forms/use-evaluate.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { strings as words } from '../../words/strings.js';
import { TIERS } from '../../words/tiers.js';
import { Happenings } from './Happenings.js';
import type { Rehearsal, TriedTask } from './queries.js';
import { strings } from './strings.js';
import { TaskToTry } from './TaskToTry.js';
import { TimeActs } from './TimeActs.js';
import styles from './TryPage.module.css';
import type { Playing } from './use-rehearsal.js';

const FORM = 'try-form';

interface ActSideProps {
  readonly view: Rehearsal;
  readonly playing: Playing;
  readonly nameOf: (login: string | null) => string;
}

export function ActSide({ view, playing, nameOf }: ActSideProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const feel = useQuery(feelQuery);
  const { tasks, outside, nextDueAt, acts } = view;
  // Whom the owner chose counts until the next act; then it is whoever has something to do.
  const [chosen, setChosen] = useState<{ readonly tier: string; readonly acts: number } | null>(null);
  const [first] = tasks;
  const tier = chosen?.acts === acts ? chosen.tier : (first?.tier ?? view.case?.tier ?? 'line-1');
  const task = tasks.find((one) => (one.tier ?? tier) === tier);
  const [step] = outside;
  const isOver = view.case === null || view.case.status !== 'open';
  const evaluate = feel.data?.evaluate;

  const next = (): { readonly says: string; readonly act?: () => void } => {
    if (task !== undefined) return { says: t('next.task', { name: task.name, tier: tierName(task.tier) }) };
    if (first !== undefined) {
      return {
        says: t('next.other', { name: first.name, tier: tierName(first.tier) }),
        act: () => setChosen({ tier: first.tier ?? tier, acts }),
      };
    }
    if (step !== undefined)
      return { says: t('next.outside', { name: step.name }), act: () => playing.act({ act: 'outside', element: step.element }) };
    if (!isOver && nextDueAt !== null) return { says: t('next.time'), act: () => playing.act({ act: 'advance', to: 'next-due' }) };
    if (isOver) return { says: t('next.over'), act: () => playing.restart() };
    const [failed] = view.problems;
    if (failed !== undefined) return { says: t('next.failed', { name: failed.name }) };
    return { says: t(view.messages.length > 0 ? 'next.none' : 'next.nothing') };
  };
  function tierName(code: string | null): string {
    return code === null ? t('tier.none') : knownText(words, tWords, 'tier', code);
  }
  const { says, act } = next();
  const isFormComing = task !== undefined && evaluate === undefined;
  const go = () => {
    if (task === undefined) act?.();
    else (document.getElementById(FORM) as HTMLFormElement | null)?.requestSubmit();
  };
  useShortcut('Ctrl+Enter', t('next'), go);

  return (
    <>
      <section className={styles.part} aria-labelledby="act-title">
        <h2 id="act-title">{t('act')}</h2>
        {!isOver && (
          <div className={styles.tiers}>
            <RadioChoice
              label={t('act.as')}
              isRequired
              value={tier}
              choices={TIERS.map((value) => ({
                value,
                label: tasks.some((one) => one.tier === value) ? t('act.waits', { tier: tierName(value) }) : tierName(value),
              }))}
              onChange={(value) => setChosen({ tier: value, acts })}
            />
          </div>
        )}
        {task === undefined ? (
          <p>{says}</p>
        ) : (
          <>
            {!hasHeading(task) && <h3 className={styles.task}>{task.name}</h3>}
            <p className={styles.hint}>{task.assignee === null ? t('who.queue', { tier: tierName(task.tier) }) : nameOf(task.assignee)}</p>
            {evaluate === undefined ? (
              <Skeleton lines={4} />
            ) : (
              <TaskToTry
                key={`${acts} ${task.element} ${view.now}`}
                task={task}
                approvedAnswer={view.case?.approvedAnswer ?? ''}
                evaluate={evaluate}
                formId={FORM}
                onAct={playing.act}
              />
            )}
          </>
        )}
        <div className={`${styles.buttons} ${styles.next}`}>
          <Button
            kind="primary"
            isPending={playing.isPlaying || isFormComing}
            isDisabled={task === undefined && act === undefined}
            onPress={go}
          >
            {t(isOver ? 'restart' : 'next')}
          </Button>
          {task !== undefined && <span className={styles.hint}>{says}</span>}
        </div>
      </section>
      {!isOver && <TimeActs view={view} onAct={playing.act} />}
      {!isOver && <Happenings view={view} onAct={playing.act} />}
    </>
  );
}

/** A form that begins with a heading of its own says already what it is. */
function hasHeading({ form }: TriedTask): boolean {
  return readFields(form)[0]?.type === 'heading';
}
