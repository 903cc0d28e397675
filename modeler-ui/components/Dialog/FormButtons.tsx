/** What ends a form in a dialog: it is sent, also by Ctrl+Enter, or left. Another way to settle it stands between. See README.md. */
import { type ReactNode, useRef } from 'react';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { Button } from '../Button/Button.js';
import { DialogButtons } from './Dialog.js';
import { strings } from './strings.js';

interface FormButtonsProps {
  /** Verb with its object. */
  readonly send: string;
  /** Absent: a form stands around the buttons and is submitted. */
  readonly onSend?: () => void;
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
  /** Where leaving means more than nothing being done. */
  readonly cancel?: string;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

export function FormButtons({ send, onSend, isPending = false, isDisabled = false, cancel, onCancel, children }: FormButtonsProps) {
  const t = useStrings(strings);
  const row = useRef<HTMLDivElement>(null);
  const act = () => {
    if (isPending || isDisabled) return;
    if (onSend === undefined) row.current?.closest('form')?.requestSubmit();
    else onSend();
  };
  useShortcut('Ctrl+Enter', send, act, 'layer');
  return (
    <DialogButtons ref={row}>
      <Button
        kind="primary"
        type={onSend === undefined ? 'submit' : 'button'}
        isPending={isPending}
        isDisabled={isDisabled}
        {...(onSend === undefined ? {} : { onPress: onSend })}
      >
        {send}
      </Button>
      {children}
      <Button onPress={onCancel}>{cancel ?? t('cancel')}</Button>
    </DialogButtons>
  );
}
