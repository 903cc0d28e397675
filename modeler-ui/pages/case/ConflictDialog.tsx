/** Somebody saved this form first, or the same person in another window: when, and for each field that both changed, which one stays. */
import { useState } from 'react';
import type { FormValue } from '../../../forms/values.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames, useSession } from '../../session/session.js';
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
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const isOwn = theirs.savedBy === person.login;
  return (
    <Dialog title={t(isOwn ? 'conflict.own.title' : 'conflict.title')} isOpen onClose={onClose}>
      <p>
        {isOwn ? t('conflict.own.who') : t('conflict.who', { name: nameOf(theirs.savedBy) })}{' '}
        {theirs.savedAt !== null && <When at={theirs.savedAt} />}. {t('conflict.safe')}
      </p>
      <div className={styles.fields}>
        {comparison.conflicts.map(({ field, mine, theirs: other }) => (
          <RadioChoice
            key={field}
            label={labelOf(field)}
            choices={[
              { value: 'mine', label: t(isOwn ? 'conflict.own.mine' : 'conflict.mine', { value: wordOf(field, mine) }) },
              { value: 'theirs', label: t(isOwn ? 'conflict.own.theirs' : 'conflict.theirs', { value: wordOf(field, other) }) },
            ]}
            value={taken.has(field) ? 'theirs' : 'mine'}
            onChange={(choice) => setTaken(new Set(choice === 'theirs' ? [...taken, field] : [...taken].filter((one) => one !== field)))}
            isRequired
          />
        ))}
      </div>
      <FormButtons send={t('conflict.decide')} onSend={() => onDecide(taken)} cancel={t('conflict.later')} onCancel={onClose} />
    </Dialog>
  );
}
