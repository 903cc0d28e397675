/** The way to the pages: a rail beside them, folded to its icons if one likes; on a phone a bar below, the rest behind "more". */
import { Link, useLocation } from 'wouter';
import { Icon } from '../components/Icon/Icon.js';
import { Menu } from '../components/Menu/Menu.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { translator } from '../i18n/strings.js';
import type { AppPage } from '../pages/page.js';
import { PHONE, useMedia } from './media.js';
import styles from './Shell.module.css';
import { strings } from './strings.js';

export type RailPlace = NonNullable<AppPage['rail']>;

/** In the bar of a phone. */
const MOST_IN_BAR = 5;

interface RailProps {
  readonly entries: readonly RailPlace[];
  readonly isFolded: boolean;
  readonly onFold: () => void;
}

export function Rail({ entries, isFolded, onFold }: RailProps) {
  const t = useStrings(strings);
  const isPhone = useMedia(PHONE);
  const shown = isPhone && entries.length > MOST_IN_BAR ? entries.slice(0, MOST_IN_BAR - 1) : entries;
  const rest = entries.slice(shown.length);
  return (
    <nav className={styles.rail} aria-label={t('rail')}>
      <ul className={styles.entries}>
        {shown.map((entry) => (
          <RailEntry key={entry.href} entry={entry} isFolded={isFolded && !isPhone} />
        ))}
        {rest.length > 0 && (
          <li className={styles.more}>
            <More entries={rest} />
          </li>
        )}
      </ul>
      <button type="button" className={styles.fold} onClick={onFold} aria-expanded={!isFolded} aria-label={t(isFolded ? 'unfold' : 'fold')}>
        <Icon name={isFolded ? 'unfold' : 'fold'} />
      </button>
    </nav>
  );
}

function isHere(path: string, { href }: RailPlace): boolean {
  return path === href || path.startsWith(`${href}/`);
}

function RailEntry({ entry, isFolded }: { readonly entry: RailPlace; readonly isFolded: boolean }) {
  const t = useStrings(entry.strings);
  const [path] = useLocation();
  return (
    <li>
      <Link
        href={entry.href}
        className={styles.entry}
        aria-current={isHere(path, entry) ? 'page' : undefined}
        title={isFolded ? t('rail') : undefined}
      >
        <Icon name={entry.icon} />
        <span className={styles.name}>{t('rail')}</span>
      </Link>
    </li>
  );
}

function More({ entries }: { readonly entries: readonly RailPlace[] }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const [path, navigate] = useLocation();
  return (
    <Menu
      label={t('more')}
      button={
        <>
          <Icon name="more" />
          <span>{t('more')}</span>
        </>
      }
      groups={[
        {
          title: t('rail'),
          entries: entries.map((entry) => ({
            id: entry.href,
            label: translator(entry.strings, language)('rail'),
            isChosen: isHere(path, entry),
            act: () => navigate(entry.href),
          })),
        },
      ]}
    />
  );
}
