/** The strip of what is open in the draft: the process first, then each form and table. Nothing while only the process is. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useStrings } from '../../../i18n/language.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';
import type { PartTabsState } from './use-part-tabs.js';

const DIAGRAM = 'diagram';

export function PartTabs({ tabs, children }: { readonly tabs: PartTabsState; readonly children: ReactNode }) {
  const t = useStrings(strings);
  const strip = useRef<HTMLDivElement>(null);
  const front = tabs.part?.resourceName;
  const came = useRef<string>(undefined);
  // What opened it is hidden now: the focus goes to the new tab. The tab itself says when it is there, which is later than this strip.
  const takeFocus = (tab: HTMLElement | null) => {
    if (tab === null || came.current === front) return;
    came.current = front;
    tab.focus();
  };
  const { opener } = tabs;
  // What was closed had the focus: it goes to the process's tab, or back to the button that opened the last one.
  useEffect(() => {
    if (front !== undefined) return;
    came.current = undefined;
    if (document.activeElement !== document.body) return;
    const tab = strip.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    (tab ?? opener.current)?.focus();
  }, [front, opener]);
  if (tabs.open.length === 0) return null;
  return (
    <Tabs ref={strip} selectedKey={front ?? DIAGRAM} onSelectionChange={(key) => tabs.show(key === DIAGRAM ? undefined : String(key))}>
      <TabList className={styles.tabs} aria-label={t('tabs')}>
        <Tab id={DIAGRAM} className={styles.tab}>
          {t('tab.diagram')}
        </Tab>
        {tabs.open.map((part) => (
          <Tab
            key={part.resourceName}
            id={part.resourceName}
            className={styles.tab}
            {...(part.resourceName === front ? { ref: takeFocus } : {})}
          >
            {t(`tab.${part.kind}`, { name: part.title })}
          </Tab>
        ))}
      </TabList>
      {/* The diagram stays where it is, drawn or not: its panel is beside this one. */}
      <TabPanel id={DIAGRAM} />
      {front !== undefined && <TabPanel id={front}>{children}</TabPanel>}
    </Tabs>
  );
}
