/** What ends a form in a dialog: it is sent, or left. Another way to settle it stands between. See README.md. */
import type { ReactNode } from 'react';
import { Button } from '../Button/Button.js';
import { DialogButtons } from './Dialog.js';

interface FormButtonsProps {
  /** Verb with its object. */
  readonly send: string;
  readonly cancel: string;
  readonly isPending: boolean;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

export function FormButtons({ send, cancel, isPending, onCancel, children }: FormButtonsProps) {
  return (
    <DialogButtons>
      <Button kind="primary" type="submit" isPending={isPending}>
        {send}
      </Button>
      {children}
      <Button onPress={onCancel}>{cancel}</Button>
    </DialogButtons>
  );
}
