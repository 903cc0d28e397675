/** The three saves, with their keys. */
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { KeyName } from '../../keyboard/KeyName.js';
import { strings as words } from '../../words/strings.js';
import { KEYS } from './keys.js';
import styles from './SaveBar.module.css';
import { strings } from './strings.js';
import type { Ways } from './tiers.js';

interface SaveBarProps {
  readonly ways: Ways;
  readonly handOnTo: string | null;
  readonly isBusy: boolean;
  readonly onHandOnTo: (decision: string) => void;
  readonly onSettle: () => void;
  readonly onHandOn: () => void;
  readonly onKeep: () => void;
}

export function SaveBar({ ways, handOnTo, isBusy, onHandOnTo, onSettle, onHandOn, onKeep }: SaveBarProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const target = (decision: string) =>
    decision in TIERS ? knownText(words, tWords, 'tier', decision) : knownText(strings, t, 'hand-on.to', decision);
  const goesTo = ways.elsewhere ?? handOnTo;
  return (
    <div className={styles.bar}>
      <div className={styles.saves}>
        {ways.maySettle ? (
          <Button kind="primary" onPress={onSettle} isPending={isBusy}>
            {t('settle')} <KeyName of={KEYS.settle} />
          </Button>
        ) : (
          <span className={styles.note}>{t('not-here', { tier: knownText(words, tWords, 'tier', ways.elsewhere ?? '') })}</span>
        )}
        <Button onPress={onHandOn} isPending={isBusy}>
          {goesTo === null ? t('hand-on') : t('hand-on.to', { tier: target(goesTo) })} <KeyName of={KEYS.handOn} />
        </Button>
        <Button kind="quiet" onPress={onKeep}>
          {t('keep')} <KeyName of={KEYS.keep} />
        </Button>
      </div>
      {ways.handOns.length > 1 && (
        <div className={styles.target}>
          <SelectChoice
            label={t('hand-on.target')}
            choices={ways.handOns.map((decision) => ({ value: decision, label: target(decision) }))}
            value={handOnTo}
            onChange={onHandOnTo}
            isRequired
          />
        </div>
      )}
    </div>
  );
}

const TIERS: Readonly<Record<string, true>> = { 'front-office': true, 'line-1': true, 'line-2': true, department: true };
