/** The queue's views as tabs with their counts, what narrows them beside, and the chosen one below. */
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { type QueueView, VIEWS } from './filters.js';
import { strings } from './strings.js';
import styles from './ViewTabs.module.css';

interface ViewTabsProps {
  readonly view: QueueView;
  readonly counts: Readonly<Record<QueueView, number>> | undefined;
  readonly onChoose: (view: QueueView) => void;
  readonly beside: ReactNode;
  readonly children: ReactNode;
}

export function ViewTabs({ view, counts, onChoose, beside, children }: ViewTabsProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  return (
    <Tabs className={styles.all} selectedKey={view} onSelectionChange={(key) => onChoose(VIEWS.find((one) => one === key) ?? 'mine')}>
      <div className={styles.bar}>
        <TabList className={styles.tabs} aria-label={t('views')}>
          {VIEWS.map((one) => (
            <Tab key={one} id={one} className={styles.tab}>
              {t(`view.${one}`)} <span className={styles.count}>{counts === undefined ? '' : counts[one].toLocaleString(language)}</span>
            </Tab>
          ))}
        </TabList>
        {beside}
      </div>
      {VIEWS.map((one) => (
        <TabPanel key={one} id={one} className={styles.panel}>
          {one === view && children}
        </TabPanel>
      ))}
    </Tabs>
  );
}
