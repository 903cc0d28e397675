/** The processes whose steps use a form or table. */

import { useStrings } from '../../i18n/language.js';
import styles from './DecisionsPage.module.css';
import type { ModelPart } from './queries.js';
import { strings } from './strings.js';

export function Uses({ usedIn }: Pick<ModelPart, 'usedIn'>) {
  const t = useStrings(strings);
  return (
    <ul className={styles.uses}>
      {usedIn.map(({ processId, processName, steps }) => (
        <li key={processId}>{t('used.steps', { process: processName, steps: steps.join(', ') })}</li>
      ))}
    </ul>
  );
}
