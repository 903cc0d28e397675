/** Says that something was done, and offers to take it back while that is possible. `toasts.add({ … })` from anywhere. See README.md. */
import {
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { UndoKey } from '../../keyboard/UndoKey.js';
import { Button } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';
import { strings } from './strings.js';
import styles from './Toast.module.css';

interface ToastAction {
  readonly label: string;
  readonly act: () => void;
  /** It has the key of undoing while the message is there: by Tab it may be a hundred rows away. */
  readonly takesBack?: true;
}

export interface ToastMessage {
  readonly message: string;
  readonly action?: ToastAction;
}

const MOST_AT_ONCE = 2;
export const TOAST_MS = 6_000;

export const toasts = new ToastQueue<ToastMessage>({ maxVisibleToasts: MOST_AT_ONCE });

export function Toasts() {
  const t = useStrings(strings);
  return (
    <ToastRegion queue={toasts} className={styles.region} aria-label={t('region')}>
      {({ toast }) => (
        <AriaToast toast={toast} className={styles.toast}>
          <ToastContent className={styles.content}>
            <Text slot="title">{toast.content.message}</Text>
          </ToastContent>
          {toast.content.action !== undefined && <ActButton action={toast.content.action} close={() => toasts.close(toast.key)} />}
          <Button slot="close" kind="quiet" aria-label={t('close')}>
            <Icon name="close" />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}

function ActButton({ action, close }: { readonly action: ToastAction; readonly close: () => void }) {
  const press = () => {
    action.act();
    close();
  };
  return (
    <Button kind="secondary" onPress={press}>
      {action.label}
      {action.takesBack && <UndoKey label={action.label} onKey={press} />}
    </Button>
  );
}
