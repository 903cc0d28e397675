/** A layer above the page: `Dialog` in the middle, `Panel` from the side. Escape closes unless something would be lost. See README.md. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { Button } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';
import styles from './Dialog.module.css';
import { strings } from './strings.js';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Absent: it can't be put aside; its own buttons end it. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

function Layer({ title, isOpen, onClose, children, kind }: DialogProps & { readonly kind: 'dialog' | 'panel' }) {
  const t = useStrings(strings);
  return (
    <ModalOverlay
      className={`${styles.veil} ${kind === 'panel' ? styles.aside : ''}`}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose?.();
      }}
      isKeyboardDismissDisabled={onClose === undefined}
    >
      <Modal className={styles[kind]}>
        <AriaDialog className={styles.content} role={onClose === undefined ? 'alertdialog' : 'dialog'}>
          <div className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            {onClose !== undefined && (
              <Button kind="quiet" onPress={onClose} aria-label={t('close')}>
                <Icon name="close" />
              </Button>
            )}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function Dialog(props: DialogProps) {
  return <Layer {...props} kind="dialog" />;
}

export function Panel(props: DialogProps) {
  return <Layer {...props} kind="panel" />;
}

/** The row of buttons at the end of a layer, the primary one first. */
export function DialogButtons({ children }: { readonly children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
