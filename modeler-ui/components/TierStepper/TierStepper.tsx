/** Where a case is among the tiers. Shows, never steps: acts are elsewhere. See README.md. */
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { TIERS } from '../../words/tiers.js';
import { Icon } from '../Icon/Icon.js';
import { strings } from './strings.js';
import styles from './TierStepper.module.css';

interface TierStepperProps {
  readonly tier: string | null;
  /** Tiers that the case has been at. */
  readonly visited: ReadonlySet<string>;
  readonly isResolved: boolean;
}

export function TierStepper({ tier, visited, isResolved }: TierStepperProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const steps = [
    ...TIERS.map((name) => ({
      name,
      label: knownText(words, tWords, 'tier', name),
      state: !isResolved && name === tier ? ('here' as const) : visited.has(name) ? ('been' as const) : ('not-yet' as const),
    })),
    { name: 'resolved', label: t('resolved'), state: isResolved ? ('here' as const) : ('not-yet' as const) },
  ];
  return (
    <ol className={styles.steps} aria-label={t('label')}>
      {steps.map(({ name, label, state }) => (
        <li key={name} className={`${styles.step} ${styles[state]}`} aria-current={state === 'here' ? 'step' : undefined}>
          {state === 'been' && <Icon name="check" />}
          {label}
          {state === 'been' && <span className="only-heard"> ({t('been')})</span>}
        </li>
      ))}
    </ol>
  );
}
