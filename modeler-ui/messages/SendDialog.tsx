/** Asks by which channel and to whom, and sends; for whatever is sent to a resident in one act. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { RadioChoice } from '../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { FormButtons } from '../components/Dialog/FormButtons.js';
import { TextField } from '../components/Field/Field.js';
import { TOAST_MS, toasts } from '../components/Toast/Toast.js';
import { useStrings } from '../i18n/language.js';
import { strings as words } from '../words/strings.js';
import styles from './SendDialog.module.css';
import { strings } from './strings.js';

const CHANNELS = ['sms', 'mail'] as const;
export type SendingChannel = (typeof CHANNELS)[number];

/** What is known of how to reach the person. */
export interface Reach {
  /** The register has them, so an empty field will do. */
  readonly isKnown: boolean;
  readonly phone: string;
  readonly email: string;
}

export const NO_REACH: Reach = { isKnown: false, phone: '', email: '' };

interface SendDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly reach: Reach;
  /** Gives where it went. */
  readonly send: (channel: SendingChannel, to: string | null) => Promise<{ readonly recipient: string }>;
  readonly onClose: () => void;
}

const FITS: Readonly<Record<SendingChannel, RegExp>> = { sms: /^\+?[\d\s()-]{9,25}$/, mail: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ };

export function SendDialog(props: SendDialogProps) {
  return (
    <Dialog title={props.title} isOpen={props.isOpen} onClose={props.onClose}>
      <SendForm {...props} />
    </Dialog>
  );
}

/** Mounted with the dialog, so that each begins anew. */
function SendForm({ reach, send, onClose }: SendDialogProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const [channel, setChannel] = useState<SendingChannel>(reach.phone === '' && reach.email !== '' ? 'mail' : 'sms');
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const to = typed ?? (channel === 'sms' ? reach.phone : reach.email);
  const sending = useMutation({
    mutationFn: () => send(channel, to.trim() === '' ? null : to.trim()),
    onSuccess: ({ recipient }) => {
      toasts.add({ message: t('sent', { to: recipient }) }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error: Error) => setFault(error.message),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sending.isPending) return;
    const isFit = to.trim() === '' ? reach.isKnown : FITS[channel].test(to.trim());
    setFault(isFit ? null : t(`fault.${channel}`));
    if (isFit) sending.mutate();
  };
  return (
    <form noValidate className={styles.form} onSubmit={submit}>
      <RadioChoice
        label={t('channel')}
        choices={CHANNELS.map((one) => ({ value: one, label: tWords(`channel.${one}`) }))}
        value={channel}
        onChange={(chosen) => {
          setChannel(CHANNELS.find((one) => one === chosen) ?? 'sms');
          setTyped(null);
          setFault(null);
        }}
      />
      <TextField
        label={t(`to.${channel}`)}
        description={reach.isKnown ? t('to.known') : undefined}
        value={to}
        onChange={setTyped}
        isRequired={!reach.isKnown}
        autoComplete="off"
        inputMode={channel === 'sms' ? 'tel' : 'email'}
        error={fault ?? undefined}
      />
      <FormButtons send={t('send')} isPending={sending.isPending} cancel={t('cancel')} onCancel={onClose} />
    </form>
  );
}
