/** The ordinary week of a calendar, its name, and whether public holidays close it. */
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { ErrorSummary } from '../../components/ErrorSummary/ErrorSummary.js';
import { Checkbox, TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import { HoursFields } from './HoursFields.js';
import type { Calendar } from './queries.js';
import { strings } from './strings.js';
import { useNoteForm } from './use-note-form.js';
import { WEEKDAYS } from './words.js';

const POLAND = 'PL';

export function WeekDialog({ calendar, onClose }: { readonly calendar: Calendar; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const [name, setName] = useState(calendar.name);
  const [week, setWeek] = useState(calendar.week);
  const [holidays, setHolidays] = useState(calendar.holidays);
  const { form, note, setNote, errors, submit, isPending } = useNoteForm(calendar, onClose, () => {
    const wrong = [
      ...(name.trim() === '' ? [{ field: 'name', message: t('name.missing') }] : []),
      ...WEEKDAYS.filter((day) => !isInOrder(week[day])).map((day) => ({
        field: `week.${day}`,
        message: t('hours.wrong', { day: t(day) }),
      })),
      ...(WEEKDAYS.every((day) => week[day].length === 0) ? [{ field: 'week.monday', message: t('week.never') }] : []),
    ];
    return wrong.length > 0 ? wrong : { name: name.trim(), week, holidays };
  });
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Dialog title={t('week.change')} isOpen onClose={onClose}>
      <form ref={form} onSubmit={submit} className={styles.form} noValidate>
        <ErrorSummary errors={errors} form={form} />
        <div data-field="name">
          <TextField label={t('name')} value={name} onChange={setName} isRequired error={errorOf('name')} />
        </div>
        {WEEKDAYS.map((day) => (
          <HoursFields
            key={day}
            legend={t(day)}
            field={`week.${day}`}
            hours={week[day]}
            onChange={(hours) => setWeek({ ...week, [day]: hours })}
            error={errorOf(`week.${day}`)}
          />
        ))}
        <Checkbox isSelected={holidays !== null} onChange={(isOn) => setHolidays(isOn ? (calendar.holidays ?? POLAND) : null)}>
          {t('holidays.close')}
        </Checkbox>
        <p className={styles.hint}>{t('recount.about')}</p>
        <div data-field="note">
          <TextField label={t('note')} value={note} onChange={setNote} isRequired error={errorOf('note')} />
        </div>
        <DialogButtons>
          <Button kind="primary" type="submit" isPending={isPending}>
            {t('week.save')}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

/** `24:00` is later than every other text. */
function isInOrder(hours: Calendar['week']['monday']): boolean {
  return hours.every(({ from, to }, at) => from !== '' && from < to && (at === 0 || (hours[at - 1]?.to ?? '') <= from));
}
