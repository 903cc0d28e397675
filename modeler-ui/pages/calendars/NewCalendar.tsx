/** A new calendar: a name, and hours to begin with. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { plain } from '../../i18n/search.js';
import styles from './Calendars.module.css';
import { type Calendar, putCalendar, termsQuery } from './queries.js';
import { strings } from './strings.js';
import { everyDay } from './words.js';

/** Short, of the name: it stands in addresses and is never shown. */
const idOf = (name: string): string =>
  plain(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);

export function NewCalendar({ calendars, onClose }: { readonly calendars: readonly Calendar[]; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const city = calendars.find(({ isDefault }) => isDefault);
  const presets = (useQuery(termsQuery).data?.promises ?? []).filter(({ daily }) => daily !== undefined);
  const [name, setName] = useState('');
  const [from, setFrom] = useState('city');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const begin = useMutation({
    mutationFn: () => {
      const daily = presets.find(({ code }) => code === from)?.daily;
      const week = daily === undefined ? city?.week : everyDay([daily]);
      if (city === undefined || week === undefined) throw new Error(t('new.no-city'));
      const holidays = daily === undefined ? city.holidays : null;
      const rest = { timeZone: city.timeZone, closedOn: [], openOn: [], version: 0, note: t('new.note') };
      return putCalendar(idOf(name), { name: name.trim(), week, holidays, ...rest });
    },
    onSuccess: () => navigate(`/calendars/${idOf(name)}`),
    onError: (error) => setErrors(errorsOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['calendars'] }),
  });
  const submit = () => {
    const isTaken = calendars.some(({ id }) => id === idOf(name));
    const wrong = idOf(name) === '' ? t('name.missing') : isTaken ? t('name.taken') : null;
    setErrors(wrong === null ? [] : [{ field: 'name', message: wrong }]);
    if (wrong === null && !begin.isPending) begin.mutate();
  };
  return (
    <Dialog title={t('new.title')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <CheckedTextField field="name" errors={errors} label={t('name')} value={name} onChange={setName} autoComplete="off" isRequired />
        <SelectChoice
          label={t('new.from')}
          isRequired
          choices={[
            { value: 'city', label: t('new.from.city', { name: city?.name ?? '' }) },
            ...presets.map(({ code, name: words, daily }) => ({
              value: code,
              label: t('new.from.preset', { name: words[language], from: daily?.from ?? '', to: daily?.to ?? '' }),
            })),
          ]}
          value={from}
          onChange={setFrom}
        />
        <FormButtons send={t('new.act')} isPending={begin.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
