/** Days of the city's own: closed for a reason, or open with hours of their own. */
import { useState } from 'react';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import { HoursFields } from './HoursFields.js';
import { type ChangeOrFaults, NoteDialog } from './NoteDialog.js';
import type { Calendar, Hours } from './queries.js';
import { strings } from './strings.js';
import { daysBetween } from './words.js';

const MOST_DAYS = 366;
type Kind = 'closed' | 'open';

export function OwnDayDialog({ calendar, onClose }: { readonly calendar: Calendar; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const [kind, setKind] = useState<Kind>('closed');
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState<Hours>([{ from: '09:00', to: '13:00' }]);
  const changeOf = (): ChangeOrFaults => {
    const days = daysBetween(first, last === '' ? first : last, MOST_DAYS);
    const faults = [
      ...(first === '' ? [{ field: 'first', message: t('day.first.missing') }] : []),
      ...(first !== '' && days.length === 0 ? [{ field: 'last', message: t('day.last.wrong') }] : []),
      ...(reason.trim() === '' ? [{ field: 'reason', message: t('reason.missing') }] : []),
      ...(kind === 'open' && !hours.some(({ from, to }) => from < to)
        ? [{ field: 'hours', message: t('hours.wrong', { day: t('day.hours') }) }]
        : []),
    ];
    if (faults.length > 0) return { type: 'faults', faults };
    // A day is either closed or open: what it was before gives way.
    const others = <One extends { readonly date: string }>(all: readonly One[]) => all.filter(({ date }) => !days.includes(date));
    const closed = kind === 'closed' ? days.map((date) => ({ date, reason: reason.trim() })) : [];
    const open = kind === 'open' ? days.map((date) => ({ date, hours: [...hours], reason: reason.trim() })) : [];
    return {
      type: 'change',
      change: { closedOn: [...others(calendar.closedOn), ...closed], openOn: [...others(calendar.openOn), ...open] },
    };
  };
  return (
    <NoteDialog calendar={calendar} title={t('day.add')} act={t('day.save')} changeOf={changeOf} onClose={onClose}>
      {(errorOf) => (
        <>
          <RadioChoice
            label={t('day.kind')}
            choices={[
              { value: 'closed', label: t('day.kind.closed') },
              { value: 'open', label: t('day.kind.open') },
            ]}
            value={kind}
            onChange={(value) => setKind(value === 'open' ? 'open' : 'closed')}
          />
          <div className={styles.bar}>
            <div data-field="first">
              <DateField label={t('day.first')} value={first} onChange={setFirst} isRequired error={errorOf('first')} />
            </div>
            <div data-field="last">
              <DateField label={t('day.last')} value={last} onChange={setLast} error={errorOf('last')} />
            </div>
          </div>
          {kind === 'open' && (
            <HoursFields legend={t('day.hours')} field="hours" hours={hours} onChange={setHours} error={errorOf('hours')} />
          )}
          <div data-field="reason">
            <TextField
              label={t('reason')}
              description={t('reason.about')}
              value={reason}
              onChange={setReason}
              isRequired
              error={errorOf('reason')}
            />
          </div>
        </>
      )}
    </NoteDialog>
  );
}
