/** Somebody saved this form first: who and when, and for each field that both changed, mine or theirs. */
import { useState } from 'react';
import type { FormValue } from '../../../forms/values.js';
import { Button } from '../../components/Button/Button.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import styles from './ConflictDialog.module.css';
import { strings } from './panel-strings.js';
import type { TaskDraft } from './queries.js';
import type { Comparison } from './shared-draft.js';

interface ConflictDialogProps {
  readonly comparison: Comparison;
  readonly theirs: TaskDraft;
  /** What the field is called, and what its value is called. */
  readonly labelOf: (field: string) => string;
  readonly wordOf: (field: string, value: FormValue) => string;
  readonly onDecide: (taken: ReadonlySet<string>) => void;
  readonly onClose: () => void;
}

export function ConflictDialog({ comparison, theirs, labelOf, wordOf, onDecide, onClose }: ConflictDialogProps) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const who = nameOf(theirs.savedBy);
  const word = (field: string, value: FormValue) => (value === null ? t('conflict.empty') : wordOf(field, value));
  return (
    <Dialog title={t('conflict.title')} isOpen onClose={onClose}>
      <p>
        {t('conflict.who', { name: who })} {theirs.savedAt !== null && <When at={theirs.savedAt} />}. {t('conflict.safe')}
      </p>
      <div className={styles.fields}>
        {comparison.conflicts.map(({ field, mine, theirs: other }) => (
          <RadioChoice
            key={field}
            label={labelOf(field)}
            choices={[
              { value: 'mine', label: t('conflict.mine', { value: word(field, mine) }) },
              { value: 'theirs', label: t('conflict.theirs', { value: word(field, other) }) },
            ]}
            value={taken.has(field) ? 'theirs' : 'mine'}
            onChange={(choice) => setTaken(new Set(choice === 'theirs' ? [...taken, field] : [...taken].filter((one) => one !== field)))}
            isRequired
          />
        ))}
      </div>
      <DialogButtons>
        <Button kind="primary" onPress={() => onDecide(taken)}>
          {t('conflict.decide')}
        </Button>
        <Button onPress={onClose}>{t('conflict.later')}</Button>
      </DialogButtons>
    </Dialog>
  );
}
