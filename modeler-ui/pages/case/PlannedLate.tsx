/** A planned date after the promise: what that means, before it is sent. It is no fault, since a true date is better than none. */
import { Banner } from '../../components/Banner/Banner.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './date-strings.js';
import type { Case } from './queries.js';

/** By which the models and the worker that opens a file call it (workers/handlers/dms.ts). */
export const PLANNED_AT = 'plannedAt';

interface PlannedLateProps {
  readonly theCase: Pick<Case, 'promiseAt' | 'statutoryAt'>;
  /** As it is in the form, in the browser's time; `''`: not said yet. */
  readonly plannedAt: string;
}

export function PlannedLate({ theCase: { promiseAt, statutoryAt }, plannedAt }: PlannedLateProps) {
  const t = useStrings(strings);
  const isAfter = (at: string | null) => at !== null && Date.parse(plannedAt) > Date.parse(at);
  // There from the start, so that it is read out.
  return (
    <div aria-live="polite">
      {promiseAt !== null && isAfter(promiseAt) && (
        <Banner tone="warning">
          {t('planned.late')} <When at={promiseAt} />. {t('planned.late.means')}
          {statutoryAt !== null && isAfter(statutoryAt) && (
            <>
              {' '}
              {t('planned.late.statutory')} <When at={statutoryAt} />. {t('planned.late.statutory.do')}
            </>
          )}
        </Banner>
      )}
    </div>
  );
}
