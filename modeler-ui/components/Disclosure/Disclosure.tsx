/** What most people don't need now: a line that says how things stand, and opens to where that is changed. See README.md. */
import type { ReactNode } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from '../Icon/Icon.js';
import styles from './Disclosure.module.css';

interface DisclosureProps {
  readonly title: string;
  /** How things stand, in a few words. */
  readonly summary?: string;
  readonly isOpenAtFirst?: boolean;
  /** Of its heading: one below the one that it stands under. */
  readonly level?: 2 | 3 | 4;
  readonly children: ReactNode;
}

export function Disclosure({ title, summary, isOpenAtFirst = false, level = 3, children }: DisclosureProps) {
  return (
    <AriaDisclosure className={styles.disclosure} defaultExpanded={isOpenAtFirst}>
      <Heading level={level} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <Icon name="unfold" />
          <span>
            {title}
            {summary !== undefined && <span className={styles.summary}> {summary}</span>}
          </span>
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={styles.content}>{children}</div>
      </DisclosurePanel>
    </AriaDisclosure>
  );
}
