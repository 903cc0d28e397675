/** How the dates were counted, step by step, for whoever asks why. */
import { useNow } from '../../app/now.js';
import { shortDate, shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './CaseFacts.module.css';
import { strings } from './date-strings.js';
import type { Dates } from './queries.js';

type Step = NonNullable<Dates['promise']>['steps'][number];

export function DateCount({ dates }: { readonly dates: Dates }) {
  const t = useStrings(strings);
  const both = [
    ['promise', dates.promise],
    ['statutory', dates.statutory],
  ] as const;
  return (
    <details>
      <summary>{t('how')}</summary>
      {both.map(
        ([name, date]) =>
          date !== null && (
            <div key={name}>
              <h3>{t(`how.${name}`)}</h3>
              <ol className={styles.steps}>
                {date.steps.map((step, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a count is made anew as a whole, its steps have no names.
                  <li key={index}>
                    <StepWords step={step} />
                  </li>
                ))}
              </ol>
            </div>
          ),
      )}
    </details>
  );
}

const UNITS = ['minutes', 'working-minutes', 'working-days', 'calendar-days', 'weeks', 'months'] as const;
const STEPS = [
  'received',
  'day-left-out',
  'starts-at-opening',
  'counted',
  'passed-over',
  'paused',
  'pause-too-late',
  'extended',
  'extension-refused',
] as const;

function StepWords({ step }: { readonly step: Step }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const moment = (ms: unknown): string => (typeof ms === 'number' ? shortDateTime(language, new Date(ms), now) : '');
  const day = (date: unknown): string => (typeof date === 'string' ? shortDate(language, new Date(`${date}T12:00:00Z`), now) : '');
  const type = STEPS.find((one) => one === step.type);
  if (type === undefined) return null;
  const rule = typeof step.rule === 'object' && step.rule !== null ? step.rule : {};
  const unit = UNITS.find((one) => 'unit' in rule && rule.unit === one);
  const amount = 'amount' in rule && typeof rule.amount === 'number' ? rule.amount : 0;
  return t(`step.${type}`, {
    at: moment(step.at),
    date: day(step.date),
    from: moment(step.from),
    to: moment(step.to),
    decided: moment(step.decidedAt),
    amount: unit === undefined ? '' : t(`unit.${unit}`, { count: amount }),
  });
}
