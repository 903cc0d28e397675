/** *Poproś o uzupełnienie*, *Zapytaj inny urząd*: what is missing, by when, and the very words that go out; then the case waits. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TextArea, TextField } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { shortDate } from '../../i18n/dates.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { strings } from './ask-strings.js';
import { dayInDays, endOfDay } from './days-ahead.js';
import { REPLY_CHANNELS, type REQUESTS, toReplyChannel } from './decision.js';
import styles from './Panel.module.css';
import { askForReply, type Case, type ReplyRequest, requestPreviewQuery, type Task } from './queries.js';
import { useSettled } from './use-settled.js';

interface AskPanelProps {
  readonly theCase: Case;
  readonly task: Task;
  readonly request: (typeof REQUESTS)[number];
  readonly onClose: () => void;
}

/** Seven days as the law gives for what is missing (art. 64 § 2 of the administrative code); offices answer slower. */
const DAYS = { 'ask-resident': 7, 'ask-office': 14 } as const;
const BASIS = { 'ask-resident': 'art. 64 § 2 KPA', 'ask-office': 'art. 35 § 5 KPA' } as const;

export function AskPanel({ theCase, task, request, onClose }: AskPanelProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const client = useQueryClient();
  const ofResident = request === 'ask-resident';
  const [missing, setMissing] = useState('');
  const [until, setUntil] = useState(() => dayInDays(DAYS[request], new Date()));
  const [office, setOffice] = useState('');
  const [channel, setChannel] = useState(theCase.replyChannel);
  /** null: the proposal follows what is typed above. */
  const [written, setWritten] = useState<string | null>(null);
  const [basis, setBasis] = useState<string>(theCase.handling === 'formal' ? BASIS[request] : '');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const untilAt = endOfDay(until);
  // The letter is the city's, and the city writes Polish.
  const proposed = t('message.proposed', {
    number: theCase.number,
    missing: missing.trim().replace(/\.$/, ''),
    day: untilAt === undefined ? '' : shortDate('pl', untilAt, new Date()),
  });
  const message = written ?? proposed;

  const send = useMutation({
    mutationFn: (asked: ReplyRequest) => askForReply(task.key, asked),
    onSuccess: () => {
      toasts.add({ message: t('sent') }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error) => setErrors([{ field: 'missing', message: error.message }]),
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['case', theCase.number] }), client.invalidateQueries({ queryKey: ['tasks'] })]),
  });
  const submit = () => {
    const found: FormError[] = [
      ...(missing.trim() === '' ? [{ field: 'missing', message: t('wrong.missing') }] : []),
      ...(untilAt === undefined || untilAt <= new Date() ? [{ field: 'until', message: t('wrong.until') }] : []),
      ...(!ofResident && office.trim() === '' ? [{ field: 'office', message: t('wrong.office') }] : []),
      ...(ofResident && message.trim() === '' ? [{ field: 'message', message: t('wrong.message') }] : []),
    ];
    setErrors(found);
    if (found.length > 0 || untilAt === undefined) return;
    send.mutate({
      kind: ofResident ? 'resident' : 'office',
      missing: missing.trim(),
      until: untilAt.toISOString(),
      office: ofResident ? null : office.trim(),
      message: ofResident ? message.trim() : null,
      channel: ofResident ? toReplyChannel(channel) : 'none',
      basis: basis.trim(),
    });
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;

  return (
    <Panel title={t(request)} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.fields}>
        {!ofResident && (
          <div data-field="office">
            <TextField label={t('office')} value={office} onChange={setOffice} isRequired error={errorOf('office')} autoFocus />
          </div>
        )}
        <div data-field="missing">
          <TextArea
            label={t(ofResident ? 'missing.resident' : 'missing.office')}
            description={t(ofResident ? 'missing.resident.description' : 'missing.office.description')}
            value={missing}
            onChange={setMissing}
            isRequired
            error={errorOf('missing')}
            rows={3}
            autoFocus={ofResident}
          />
        </div>
        <div data-field="until">
          <DateField
            label={t('until')}
            description={t('until.description')}
            value={until}
            onChange={setUntil}
            isRequired
            error={errorOf('until')}
          />
        </div>
        <TextField label={t('basis')} value={basis} onChange={setBasis} />
        {ofResident && (
          <>
            <SelectChoice
              label={t('channel')}
              choices={REPLY_CHANNELS.map((one) => ({ value: one, label: knownText(words, tWords, 'channel', one) }))}
              value={channel}
              onChange={setChannel}
              isRequired
            />
            <div data-field="message">
              <TextArea label={t('message')} value={message} onChange={setWritten} isRequired error={errorOf('message')} rows={6} />
            </div>
            {written !== null && (
              <Button kind="quiet" onPress={() => setWritten(null)}>
                {t('message.again')}
              </Button>
            )}
            <RequestPreview task={task} message={message} channel={channel} />
          </>
        )}
        <FormButtons send={t(ofResident ? 'send' : 'send.office')} isPending={send.isPending} onCancel={onClose} />
      </CheckedForm>
    </Panel>
  );
}

function RequestPreview({ task, message, channel }: { readonly task: Task; readonly message: string; readonly channel: string }) {
  const t = useStrings(strings);
  const preview = useQuery({ ...requestPreviewQuery(task.key, useSettled(message), channel), placeholderData: keepPreviousData }).data;
  if (preview === undefined) return null;
  if (preview.recipient === null) return <p className={styles.hint}>{t('preview.nobody')}</p>;
  return (
    <section className={styles.preview} aria-labelledby="request-preview">
      <h3 id="request-preview">{t('preview.title')}</h3>
      <Facts
        facts={[
          { name: t('preview.to'), value: [preview.recipientName, preview.recipient].filter((part) => part !== null).join(', ') },
          { name: t('preview.subject'), value: preview.subject },
        ]}
      />
      <p className={styles.written} lang="pl">
        {preview.text}
      </p>
    </section>
  );
}
