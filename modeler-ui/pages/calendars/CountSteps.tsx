/** A count in sentences: where it began, what didn't count, where it ended. */
import { CITY_ZONE, timeOfDay } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import type { CountPreview } from './queries.js';
import { strings } from './strings.js';
import { longDay } from './words.js';

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: CITY_ZONE, dateStyle: 'short' });

export function CountSteps({ count }: { readonly count: CountPreview }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const moment = (at: string): string => `${longDay(language, dayFormat.format(new Date(at)))}, ${timeOfDay(language, new Date(at))}`;
  const named = (name: string | undefined): string => (name === undefined || name === '' ? '' : ` (${name})`);
  const sentence = (step: CountPreview['steps'][number]): string => {
    switch (step.type) {
      case 'received':
      case 'starts-at-opening':
      case 'counted':
        return t(`step.${step.type}`, { at: moment(step.at) });
      case 'day-left-out':
        return t('step.day-left-out', { day: longDay(language, step.date) });
      case 'passed-over':
        return t(`step.passed.${step.because}`, { day: longDay(language, step.date), name: named(step.name) });
    }
  };
  const line = (step: CountPreview['steps'][number]) => (
    <li key={`${step.type} ${'at' in step ? step.at : step.date}`}>{sentence(step)}</li>
  );
  const end = count.steps.findIndex(({ type }) => type === 'counted');
  const [before, after] = [count.steps.slice(0, end), count.steps.slice(end)];
  return (
    <>
      <p className={styles.result}>
        <time dateTime={count.at}>{moment(count.at)}</time>
      </p>
      <ol className={styles.steps}>
        {before.map(line)}
        {count.closed.length > 0 && (
          <li>
            {t('step.closed')}
            <ul>
              {count.closed.map(({ date, name }) => (
                <li key={date}>{`${longDay(language, date)}${named(name)}`}</li>
              ))}
            </ul>
          </li>
        )}
        {after.map(line)}
      </ol>
    </>
  );
}
