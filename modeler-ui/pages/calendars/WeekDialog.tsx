/** The ordinary week of a calendar, its name, and whether public holidays close it. */
import { useState } from 'react';
import { Checkbox, TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { HoursFields } from './HoursFields.js';
import { type ChangeOrFaults, NoteDialog } from './NoteDialog.js';
import type { Calendar } from './queries.js';
import { strings } from './strings.js';
import { WEEKDAYS } from './words.js';

const POLAND = 'PL';

export function WeekDialog({ calendar, onClose }: { readonly calendar: Calendar; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const [name, setName] = useState(calendar.name);
  const [week, setWeek] = useState(calendar.week);
  const [holidays, setHolidays] = useState(calendar.holidays);
  const changeOf = (): ChangeOrFaults => {
    const faults = [
      ...(name.trim() === '' ? [{ field: 'name', message: t('name.missing') }] : []),
      ...WEEKDAYS.filter((day) => !isInOrder(week[day])).map((day) => ({
        field: `week.${day}`,
        message: t('hours.wrong', { day: t(day) }),
      })),
      ...(WEEKDAYS.every((day) => week[day].length === 0) ? [{ field: 'week.monday', message: t('week.never') }] : []),
    ];
    return faults.length > 0 ? { type: 'faults', faults } : { type: 'change', change: { name: name.trim(), week, holidays } };
  };
  return (
    <NoteDialog calendar={calendar} title={t('week.change')} act={t('week.save')} changeOf={changeOf} onClose={onClose}>
      {(errorOf) => (
        <>
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
        </>
      )}
    </NoteDialog>
  );
}

/** `24:00` is later than every other text. */
function isInOrder(hours: Calendar['week']['monday']): boolean {
  return hours.every(({ from, to }, at) => from !== '' && from < to && (at === 0 || (hours[at - 1]?.to ?? '') <= from));
}
