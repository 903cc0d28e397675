/** What somebody who edits must know now: that saving would lose something, can't be done, or isn't theirs any more. */
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import styles from './ModelerPage.module.css';
import { strings } from './strings.js';
import type { SaveState } from './use-saving.js';
import type { Loss } from './xml/xml-loss.js';

const MOST_SHOWN = 20;

interface DraftNotesProps {
  readonly saving: SaveState;
  readonly losses: readonly Loss[];
  readonly onAccept: () => void;
}

export function DraftNotes({ saving, losses, onAccept }: DraftNotesProps) {
  const t = useStrings(strings);
  const shown = losses.slice(0, MOST_SHOWN);
  return (
    <>
      {losses.length > 0 && (
        <Banner tone="warning" isNews action={<Button onPress={onAccept}>{t('loss.accept')}</Button>}>
          {t('loss.title')}
          <ul className={styles.losses} aria-label={t('loss.title')}>
            {shown.map(({ element, what }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same loss may happen twice at one element
              <li key={`${index} ${element} ${what}`}>{t('loss.attribute', { element, what })}</li>
            ))}
            {losses.length > MOST_SHOWN && <li>{t('loss.more', { count: losses.length - MOST_SHOWN })}</li>}
          </ul>
        </Banner>
      )}
      {saving.type === 'waiting' && (
        <Banner tone="warning" isNews>
          {t('waiting')}
        </Banner>
      )}
      {saving.type === 'taken' && (
        <Banner tone="late" isNews>
          {t('taken', { detail: saving.detail })}
        </Banner>
      )}
    </>
  );
}
