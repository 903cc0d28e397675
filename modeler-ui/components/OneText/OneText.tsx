/** One text and the button that sends it, in the page itself. See README.md. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../Button/Button.js';
import { TextArea } from '../Field/Field.js';
import { TOAST_MS, toasts } from '../Toast/Toast.js';
import styles from './OneText.module.css';

interface OneTextProps {
  readonly label: string;
  /** On the button. */
  readonly act: string;
  /** What to do when nothing was written. */
  readonly missing: string;
  /** Told once it is sent. */
  readonly done: string;
  readonly rows?: number;
  /** Gets the text without spaces around it. */
  readonly onSend: (text: string) => Promise<unknown>;
}

export function OneText({ label, act, missing, done, rows = 2, onSend }: OneTextProps) {
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const send = useMutation({
    mutationFn: onSend,
    onSuccess: () => {
      setText('');
      setAsked(false);
      toasts.add({ message: done }, { timeout: TOAST_MS });
    },
  });
  const isEmpty = text.trim() === '';
  const submit = () => {
    setAsked(isEmpty);
    if (!isEmpty && !send.isPending) send.mutate(text.trim());
  };
  return (
    <div className={styles.form}>
      <TextArea
        label={label}
        value={text}
        onChange={setText}
        rows={rows}
        isRequired
        error={isAsked && isEmpty ? missing : send.isError ? send.error.message : undefined}
      />
      <div>
        <Button onPress={submit} isPending={send.isPending}>
          {act}
        </Button>
      </div>
    </div>
  );
}
