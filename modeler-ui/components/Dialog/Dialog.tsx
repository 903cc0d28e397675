/** A layer above the page: `Dialog` in the middle, `Panel` from the side. Escape closes, and asks when something would be lost. See README.md. */
import { type ReactNode, type Ref, useCallback, useEffect, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { holdPageKeys } from '../../keyboard/shortcuts.js';
import { Button } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';
import styles from './Dialog.module.css';
import { strings } from './strings.js';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Absent: it can't be put aside; its own buttons end it. */
  readonly onClose?: () => void;
  /** What is typed here is kept elsewhere, or is nothing to keep: closing loses nothing. */
  readonly keepsText?: boolean;
  readonly children: ReactNode;
}

function Layer({ title, isOpen, onClose, keepsText = false, children, kind }: DialogProps & { readonly kind: 'dialog' | 'panel' }) {
  const t = useStrings(strings);
  const [isTyped, setTyped] = useState(false);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (isOpen) return;
    setTyped(false);
    setAsking(false);
  }, [isOpen]);
  useEffect(() => (isOpen ? holdPageKeys() : undefined), [isOpen]);
  const words = useCallback((content: HTMLElement | null) => {
    const note = ({ target }: Event) => {
      if (isWritten(target)) setTyped(true);
    };
    content?.addEventListener('input', note);
    return () => content?.removeEventListener('input', note);
  }, []);
  const end = () => {
    setTyped(false);
    setAsking(false);
    onClose?.();
  };
  const close = () => (isTyped && !keepsText ? setAsking(true) : end());
  return (
    <ModalOverlay
      className={`${styles.veil} ${kind === 'panel' ? styles.aside : ''}`}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && onClose !== undefined) close();
      }}
      isKeyboardDismissDisabled={onClose === undefined}
    >
      <Modal className={styles[kind]}>
        <AriaDialog ref={words} className={styles.content} role={onClose === undefined ? 'alertdialog' : 'dialog'}>
          <div className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            {onClose !== undefined && (
              <Button kind="quiet" onPress={close} aria-label={t('close')}>
                <Icon name="close" />
              </Button>
            )}
          </div>
          {isAsking && (
            <div role="alert" className={styles.asking}>
              <p>{t('lost')}</p>
              <div className={styles.buttons}>
                {/* The way back has the focus: Escape again is no answer, and Enter loses nothing. */}
                <Button autoFocus onPress={() => setAsking(false)}>
                  {t('lost.stay')}
                </Button>
                <Button kind="danger" onPress={end}>
                  {t('lost.close')}
                </Button>
              </div>
            </div>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Text that somebody wrote; what narrows a list or is chosen costs nothing to do again. */
function isWritten(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement && target.role !== 'combobox' && !['checkbox', 'radio', 'search', 'hidden'].includes(target.type)
  );
}

export function Dialog(props: DialogProps) {
  return <Layer {...props} kind="dialog" />;
}

export function Panel(props: DialogProps) {
  return <Layer {...props} kind="panel" />;
}

/** The row of buttons at the end of a layer, the primary one first. */
export function DialogButtons({ ref, children }: { readonly ref?: Ref<HTMLDivElement>; readonly children: ReactNode }) {
  return (
    <div ref={ref} className={styles.buttons}>
      {children}
    </div>
  );
}
