/** The conversation in hand and the parked ones. */
import { useContext, useEffect } from 'react';
import { Tab, TabList, TabListStateContext } from 'react-aria-components';
import type { Classification } from '../../catalogue/classifications.js';
import { timeOfDay } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './Desk.module.css';
import type { Draft } from './draft.js';
import { strings } from './strings.js';

interface DraftTabsProps {
  readonly drafts: readonly Draft[];
  readonly classifications: readonly Classification[];
}

const LONGEST = 28;

export function DraftTabs({ drafts, classifications }: DraftTabsProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  useKeysReachTheChosen();
  const nameOf = ({ content }: Draft): string => {
    const name = classifications.find(({ code }) => code === content.classification)?.name ?? content.note.trim();
    if (name === '') return t('tab.blank');
    return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
  };
  return (
    <TabList
      className={styles.tabs}
      aria-label={t('tabs')}
      items={drafts.map((draft) => ({ ...draft, name: nameOf(draft) }))}
      dependencies={[language]}
    >
      {({ id, startedAt, name }) => (
        <Tab id={id} className={styles.tab}>
          <span data-figures>{timeOfDay(language, new Date(startedAt))}</span> {name}
        </Tab>
      )}
    </TabList>
  );
}

/**
 * React Aria forgets where its keys stand when a tab is chosen in the moment in which it appears: Tab would come to the first tab,
 * and arrows go on from there.
 */
function useKeysReachTheChosen() {
  const state = useContext(TabListStateContext);
  useEffect(() => {
    if (state === null) return;
    const { collection, selectedKey, selectionManager: keys } = state;
    if (selectedKey === null || keys.isFocused || keys.focusedKey === selectedKey || collection.getItem(selectedKey) === null) return;
    keys.setFocusedKey(selectedKey);
  });
}
