/** Says that something was done, and offers to take it back while that is possible. `toasts.add({ … })` from anywhere. See README.md. */
import {
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { Button } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';
import { strings } from './strings.js';
import styles from './Toast.module.css';

export interface ToastMessage {
  readonly message: string;
  readonly action?: { readonly label: string; readonly act: () => void };
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
          {toast.content.action !== undefined && (
            <Button
              kind="secondary"
              onPress={() => {
                toast.content.action?.act();
                toasts.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button slot="close" kind="quiet" aria-label={t('close')}>
            <Icon name="close" />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
