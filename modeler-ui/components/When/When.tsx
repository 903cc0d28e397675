/** A moment as people say it, with the exact one for whoever wants it. */
import { useNow } from '../../app/now.js';
import { exactTime, shortDate, shortDateTime } from '../../i18n/dates.js';
import { useLanguage } from '../../i18n/language.js';

interface WhenProps {
  readonly at: string;
  /** The hour doesn't matter. */
  readonly dayOnly?: boolean;
}

export function When({ at, dayOnly = false }: WhenProps) {
  const { language } = useLanguage();
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(language, date)}>
      {dayOnly ? shortDate(language, date, now) : shortDateTime(language, date, now)}
    </time>
  );
}
