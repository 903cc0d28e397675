/** An iCalendar file: first what its events would close, then the days that a person chose. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { Checkbox } from '../../components/Field/Field.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import { type Calendar, type FileEvent, previewFile } from './queries.js';
import { strings } from './strings.js';
import { useSave } from './use-save.js';
import { longDay } from './words.js';

/** The server takes no more; a year of a city's events is a hundredth of it. */
const MOST_BYTES = 800_000;

export function ImportDialog({ calendar, onClose }: { readonly calendar: Calendar; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const save = useSave(calendar, onClose);
  const read = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) throw new Error(t('import.too-large'));
      return previewFile(calendar.id, await file.text());
    },
    // What takes only part of a day is for a person to decide.
    onSuccess: (events) =>
      setChosen(new Set(events.flatMap(({ isWhole, closes }, index) => (isWhole && closes.length > 0 ? [index] : [])))),
  });
  const events = read.data ?? [];
  const closing = new Map(
    events.flatMap(({ title, closes }, index) => (chosen.has(index) ? closes.map((date) => [date, title] as const) : [])),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (closing.size === 0 || save.isPending) return;
    const others = <One extends { readonly date: string }>(all: readonly One[]) => all.filter(({ date }) => !closing.has(date));
    const added = [...closing].map(([date, title]) => ({ date, reason: title }));
    save.mutate({
      change: { closedOn: [...others(calendar.closedOn), ...added], openOn: others(calendar.openOn) },
      note: t('import.note', { name }),
    });
  };
  const error = read.error ?? save.error;
  return (
    <Dialog title={t('import')} isOpen onClose={onClose}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <p>{t('import.about')}</p>
        <div className={styles.bar}>
          <FileTrigger
            acceptedFileTypes={['.ics', 'text/calendar']}
            onSelect={(files) => {
              const file = files?.[0];
              if (file === undefined) return;
              setName(file.name);
              read.mutate(file);
            }}
          >
            <Button isPending={read.isPending}>{t('import.choose')}</Button>
          </FileTrigger>
          {name !== '' && <span>{name}</span>}
        </div>
        {error !== null && (
          <Banner tone="late" isNews>
            {error.message}
          </Banner>
        )}
        {read.isSuccess && events.length === 0 && (
          <Banner tone="warning" isNews>
            {t('import.empty')}
          </Banner>
        )}
        {events.length > 0 && (
          <fieldset className={styles.events}>
            <legend>{t('import.events')}</legend>
            {events.map((event, index) => (
              <Choice
                // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and never reordered; two events may be alike
                key={index}
                event={event}
                isChosen={chosen.has(index)}
                onChange={(isOn) => setChosen(new Set(isOn ? [...chosen, index] : [...chosen].filter((one) => one !== index)))}
              />
            ))}
          </fieldset>
        )}
        <FormButtons
          send={t('import.act', { count: closing.size })}
          isDisabled={closing.size === 0}
          isPending={save.isPending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function Choice({
  event,
  isChosen,
  onChange,
}: {
  readonly event: FileEvent;
  readonly isChosen: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const { title, firstDay, lastDay, hours, isWhole, closes } = event;
  const days = firstDay === lastDay ? longDay(language, firstDay) : `${longDay(language, firstDay)} – ${longDay(language, lastDay)}`;
  const time = hours === null ? '' : ` ${hours.from.slice(11)}–${hours.to.slice(11)}`;
  const remark = closes.length === 0 ? t('import.closed-already') : isWhole ? '' : t('import.part');
  return (
    <Checkbox isSelected={isChosen} isDisabled={closes.length === 0} onChange={onChange}>
      {`${title === '' ? t('import.untitled') : title}: ${days}${time}${remark === '' ? '' : ` (${remark})`}`}
    </Checkbox>
  );
}
