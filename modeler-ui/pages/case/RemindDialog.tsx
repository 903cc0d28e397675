/** "Przypomnij mi": when to come back to a task, and why. */
import { useState } from 'react';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { inDays } from './in-days.js';
import styles from './Panel.module.css';
import { strings } from './panel-strings.js';

const WHEN = { tomorrow: 1, '3-days': 3, week: 7 } as const;
const CHOICES = ['tomorrow', '3-days', 'week', 'other'] as const;
type Choice = (typeof CHOICES)[number];

interface RemindDialogProps {
  readonly note: string | null;
  readonly onClose: () => void;
  readonly onChoose: (at: string, note: string | null) => void;
}

/** null: no date that is still ahead. */
function dateOf(choice: Choice, other: string): string | null {
  if (choice !== 'other') return inDays(WHEN[choice], new Date());
  const date = new Date(other);
  return Number.isNaN(date.getTime()) || date.getTime() <= Date.now() ? null : date.toISOString();
}

export function RemindDialog({ note, onClose, onChoose }: RemindDialogProps) {
  const t = useStrings(strings);
  const [choice, setChoice] = useState<Choice>('tomorrow');
  const [other, setOther] = useState('');
  const [text, setText] = useState(note ?? '');
  const [isWrong, setWrong] = useState(false);
  const submit = () => {
    const at = dateOf(choice, other);
    setWrong(at === null);
    if (at !== null) onChoose(at, text.trim() === '' ? null : text.trim());
  };
  return (
    <Dialog title={t('aside.menu')} isOpen onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <RadioChoice
          label={t('aside.when')}
          choices={CHOICES.map((one) => ({ value: one, label: t(`aside.${one}`) }))}
          value={choice}
          onChange={(value) => setChoice(CHOICES.find((one) => one === value) ?? 'tomorrow')}
          isRequired
        />
        {choice === 'other' && (
          <DateField
            label={t('aside.date')}
            to="minute"
            value={other}
            onChange={setOther}
            isRequired
            error={isWrong ? t('aside.date.missing') : undefined}
          />
        )}
        <TextField label={t('aside.note')} value={text} onChange={setText} maxLength={1000} autoFocus />
        <FormButtons send={t('aside.put')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
