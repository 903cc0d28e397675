/** A button says what it does: a verb with its object. One primary button a page. See README.md. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps, ProgressBar } from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import styles from './Button.module.css';
import { strings } from './strings.js';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
}

export function Button({ kind = 'secondary', children, ...props }: ButtonProps) {
  const t = useStrings(strings);
  return (
    <AriaButton {...props} data-kind={kind} className={`${styles.button} ${styles[kind]}`}>
      {children}
      {props.isPending === true && <ProgressBar aria-label={t('pending')} isIndeterminate className="only-heard" />}
    </AriaButton>
  );
}
