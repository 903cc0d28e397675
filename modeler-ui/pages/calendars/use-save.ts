/** Saving a calendar's next version, told to the person and to everything that shows it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { type Calendar, type CalendarChange, putCalendar } from './queries.js';
import { strings } from './strings.js';

/** What a form changes; the rest stays as it stands. */
export type Change = Partial<Omit<CalendarChange, 'version' | 'note'>>;

export function useSave(calendar: Calendar, onSaved: () => void) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: ({ change, note }: { readonly change: Change; readonly note: string }) => {
      const { name, timeZone, week, holidays, closedOn, openOn, version } = calendar;
      return putCalendar(calendar.id, { name, timeZone, week, holidays, closedOn, openOn, version, ...change, note });
    },
    onSuccess: () => {
      toasts.add({ message: t('saved') }, { timeout: TOAST_MS });
      onSaved();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['calendars'] }),
  });
  return { ...save, errors: errorsOf(save.error) };
}
