/** The checklist of a first run, on the landing page of a demo: each step leads to its person and page, and ticks itself. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../components/Toast/Toast.js';
import { useStrings } from '../i18n/language.js';
import { useChangeSettings, useOwnSettings } from '../session/own-settings.js';
import { demoPeopleQuery, useIsDemo, useSession } from '../session/session.js';
import styles from './FirstSteps.module.css';
import { becomeAt, type FirstStep, firstStepsQuery } from './queries.js';
import { strings } from './strings.js';

export function FirstSteps() {
  const isDemo = useIsDemo();
  const isShown = useOwnSettings()?.firstSteps === 'shown';
  return isDemo && isShown ? <Steps /> : null;
}

function Steps() {
  const t = useStrings(strings);
  const settings = useChangeSettings();
  const steps = useQuery(firstStepsQuery).data?.steps;
  if (steps === undefined) return null;
  const next = steps.find(({ done }) => !done);
  const hide = () => {
    settings.mutate({ firstSteps: 'hidden' });
    toasts.add({ message: t('hidden') }, { timeout: TOAST_MS });
  };
  return (
    <section className={styles.steps} aria-labelledby="first-steps">
      <h2 id="first-steps" className={styles.title}>
        {t('title')}
      </h2>
      <p className={styles.how}>{next === undefined ? t('all-done') : t(`step.${next.id}.how`)}</p>
      <Button kind="quiet" onPress={hide} aria-label={t('hide')}>
        <Icon name="close" />
      </Button>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <Step key={step.id} step={step} nth={index + 1} isNext={step === next} />
        ))}
      </ol>
    </section>
  );
}

function Step({
  step: { id, done, login, path },
  nth,
  isNext,
}: {
  readonly step: FirstStep;
  readonly nth: number;
  readonly isNext: boolean;
}) {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const { person } = useSession();
  const name = useQuery(demoPeopleQuery).data?.find((one) => one.login === login)?.name;
  const where = login === person.login || name === undefined ? t('go') : t('go.as', { name });
  const go = useMutation({
    mutationFn: async () => (login === null || login === person.login ? navigate(path) : becomeAt(login, path)),
    onError: () => toasts.add({ message: t('failed') }, { timeout: TOAST_MS }),
  });
  return (
    <li className={`${styles.step} ${isNext ? styles.next : ''}`} aria-current={isNext ? 'step' : undefined}>
      <Button kind={isNext ? 'secondary' : 'quiet'} onPress={() => go.mutate()} isPending={go.isPending}>
        <span className={styles.sign} data-done={done} aria-hidden="true">
          {done ? <Icon name="check" /> : nth}
        </span>
        <span>
          <span className={isNext ? undefined : 'only-heard'}>{where}: </span>
          {t(`step.${id}`)}
          {done && <span className="only-heard"> – {t('done')}</span>}
        </span>
      </Button>
    </li>
  );
}
