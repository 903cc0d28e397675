/** What would a term be by this calendar: the date, and the way to it in sentences. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { TextField } from '../../components/Field/Field.js';
import { CITY_ZONE } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import { CountSteps } from './CountSteps.js';
import { type Calendar, type Count, countTerm, termsQuery } from './queries.js';
import { strings } from './strings.js';

const UNITS = ['working-hours', 'working-days', 'calendar-days', 'weeks', 'months'] as const;
type Unit = (typeof UNITS)[number];
const NONE = '';
/** Sweden writes ISO dates. */
const wallFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: CITY_ZONE, dateStyle: 'short', timeStyle: 'short' });

export function TryBox({ calendar }: { readonly calendar: Calendar }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const tracks = (useQuery(termsQuery).data?.tracks ?? []).filter(({ rule }) => rule !== null);
  const now = useNow();
  const [from, setFrom] = useState(() => wallFormat.format(now).replace(' ', 'T'));
  const [amount, setAmount] = useState('3');
  const [unit, setUnit] = useState<Unit>('working-days');
  const [counting, setCounting] = useState<Count['counting']>('plain');
  const [track, setTrack] = useState(NONE);
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const count = useMutation({ mutationFn: (asked: Count) => countTerm(calendar.id, asked) });
  const chosen = tracks.find(({ code }) => code === track);
  const choose = (code: string) => {
    setTrack(code);
    const rule = tracks.find((one) => one.code === code)?.rule;
    if (rule == null) return;
    setAmount(String(rule.amount));
    setUnit(UNITS.find((one) => one === rule.unit) ?? unit);
    setCounting(rule.counting);
  };
  const submit = () => {
    const number = Number(amount.replace(',', '.'));
    const found = [
      ...(from === '' ? [{ field: 'from', message: t('try.from.missing') }] : []),
      ...(!(number > 0) || (unit !== 'working-hours' && !Number.isInteger(number))
        ? [{ field: 'amount', message: t('try.amount.wrong') }]
        : []),
    ];
    setWrong(found);
    if (found.length > 0) return count.reset();
    const isHours = unit === 'working-hours';
    count.mutate({
      from,
      unit: isHours ? 'working-minutes' : unit,
      amount: isHours ? number * 60 : number,
      counting: isHours ? 'plain' : counting,
    });
  };
  const errors = wrong.length > 0 ? wrong : errorsOf(count.error);
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <section className={styles.section} aria-labelledby="try-title">
      <h2 id="try-title">{t('try.title')}</h2>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <SelectChoice
          label={t('try.track')}
          choices={[
            { value: NONE, label: t('try.track.none') },
            ...tracks.map(({ code, name }) => ({ value: code, label: name[language] })),
          ]}
          value={track}
          onChange={choose}
          isRequired
          description={chosen === undefined ? undefined : `${chosen.article}: ${chosen.meaning[language]}`}
        />
        <div className={styles.bar}>
          <div data-field="from">
            <DateField label={t('try.from')} to="minute" value={from} onChange={setFrom} isRequired error={errorOf('from')} />
          </div>
          <div data-field="amount" className={styles.amount}>
            <TextField
              label={t('try.amount')}
              inputMode="decimal"
              value={amount}
              onChange={setAmount}
              isRequired
              error={errorOf('amount')}
            />
          </div>
          <div className={styles.choice}>
            <SelectChoice
              label={t('try.unit')}
              choices={UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
              value={unit}
              onChange={(value) => setUnit(UNITS.find((one) => one === value) ?? unit)}
              isRequired
            />
          </div>
          {unit !== 'working-hours' && (
            <div className={styles.choice}>
              <SelectChoice
                label={t('try.counting')}
                choices={[
                  { value: 'plain', label: t('counting.plain') },
                  { value: 'kpa', label: t('counting.kpa') },
                ]}
                value={counting}
                onChange={(value) => setCounting(value === 'kpa' ? 'kpa' : 'plain')}
                isRequired
              />
            </div>
          )}
          <Button type="submit" isPending={count.isPending}>
            {t('try.act')}
          </Button>
        </div>
      </CheckedForm>
      <div aria-live="polite">{count.data !== undefined && wrong.length === 0 && <CountSteps count={count.data} />}</div>
    </section>
  );
}
