/** *Przedłuż termin*: new date, reason, basis, and the notice that the law demands, word for word before it goes out. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedDateField } from '../../components/ErrorSummary/CheckedDateField.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { shortDate } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { strings } from './date-strings.js';
import { dayInDays, endOfDay } from './days-ahead.js';
import styles from './Panel.module.css';
import { type Case, type Extension, extendDate, noticeQuery } from './queries.js';
import { useSettled } from './use-settled.js';

interface ExtendDialogProps {
  readonly theCase: Case;
  /** The date that stands. */
  readonly until: string;
  readonly onClose: () => void;
}

const USUAL_DAYS = 30;

export default function ExtendDialog({ theCase, until, onClose }: ExtendDialogProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const client = useQueryClient();
  const standing = new Date(until);
  const [newDate, setNewDate] = useState(() => dayInDays(USUAL_DAYS, standing));
  const [reason, setReason] = useState(t('extend.reason.usual'));
  const [basis, setBasis] = useState(t('extend.basis.usual'));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const extension = { newDate, reason: reason.trim(), basis: basis.trim() };
  const faults = faultsOf(extension, standing);
  const send = useMutation({
    mutationFn: () => extendDate(theCase.number, extension),
    onSuccess: () => {
      toasts.add({ message: t('extend.done') }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error) =>
      setErrors([
        { field: 'newDate', message: error instanceof ApiProblem ? (error.body.errors?.[0]?.message ?? error.message) : error.message },
      ]),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', theCase.number] }),
  });
  const submit = () => {
    setErrors(faults.map((field) => ({ field, message: t(`wrong.${field}`) })));
    if (faults.length === 0) send.mutate();
  };
  return (
    <Panel title={t('extend')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.fields}>
        <CheckedDateField
          field="newDate"
          errors={errors}
          label={t('extend.new-date')}
          description={t('extend.new-date.description', { day: shortDate(language, standing, new Date()) })}
          value={newDate}
          onChange={setNewDate}
          isRequired
          autoFocus
        />
        <CheckedTextField
          field="reason"
          errors={errors}
          label={t('extend.reason')}
          description={t('extend.reason.description')}
          value={reason}
          onChange={setReason}
          isRequired
        />
        <CheckedTextField field="basis" errors={errors} label={t('extend.basis')} value={basis} onChange={setBasis} isRequired />
        <NoticePreview theCase={theCase} extension={extension} isReady={faults.length === 0} />
        <FormButtons send={t('extend.send')} isPending={send.isPending} onCancel={onClose} />
      </CheckedForm>
    </Panel>
  );
}

function faultsOf({ newDate, reason, basis }: Extension, standing: Date): readonly ('newDate' | 'reason' | 'basis')[] {
  const at = endOfDay(newDate);
  return [
    ...(at === undefined || at <= standing ? (['newDate'] as const) : []),
    ...(reason === '' ? (['reason'] as const) : []),
    ...(basis === '' ? (['basis'] as const) : []),
  ];
}

function NoticePreview({
  theCase,
  extension,
  isReady,
}: {
  readonly theCase: Case;
  readonly extension: Extension;
  readonly isReady: boolean;
}) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const settled = { ...extension, reason: useSettled(extension.reason), basis: useSettled(extension.basis) };
  const preview = useQuery({ ...noticeQuery(theCase.number, settled, isReady), placeholderData: keepPreviousData }).data;
  if (preview === undefined) return null;
  return (
    <section className={styles.preview} aria-labelledby="notice-preview">
      <h3 id="notice-preview">{t('extend.preview')}</h3>
      <p className={styles.hint}>
        {preview.recipient === null
          ? t('extend.by-person', { channel: knownText(words, tWords, 'channel', preview.channel) })
          : t('extend.to', { to: preview.recipient })}
      </p>
      <p className={styles.written} lang="pl">
        <strong>{preview.subject}</strong>
        {`\n${preview.text}`}
      </p>
    </section>
  );
}
