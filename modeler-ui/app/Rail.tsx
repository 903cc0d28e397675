/** The way to the pages: a rail beside them, folded to its icons if one likes; on a phone a bar below, the rest behind "more". */
import { Link, matchRoute, useLocation, useRouter } from 'wouter';
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
  /** All that the person may open. */
  readonly pages: readonly AppPage[];
  readonly isFolded: boolean;
  readonly onFold: () => void;
}

export function Rail({ entries, pages, isFolded, onFold }: RailProps) {
  const t = useStrings(strings);
  const here = useHere(entries, pages);
  const isPhone = useMedia(PHONE);
  const shown = isPhone && entries.length > MOST_IN_BAR ? entries.slice(0, MOST_IN_BAR - 1) : entries;
  const rest = entries.slice(shown.length);
  return (
    <nav className={styles.rail} aria-label={t('rail')}>
      <ul className={styles.entries}>
        {shown.map((entry) => (
          <RailEntry key={entry.href} entry={entry} isHere={entry.href === here} isFolded={isFolded && !isPhone} />
        ))}
        {rest.length > 0 && (
          <li className={styles.more}>
            <More entries={rest} here={here} />
          </li>
        )}
      </ul>
      <button type="button" className={styles.fold} onClick={onFold} aria-expanded={!isFolded} aria-label={t(isFolded ? 'unfold' : 'fold')}>
        <Icon name={isFolded ? 'unfold' : 'fold'} />
      </button>
    </nav>
  );
}

/** The entry of the page that is open: the one whose address it lies under, else the one that leads there. */
function useHere(entries: readonly RailPlace[], pages: readonly AppPage[]): string | undefined {
  const [path] = useLocation();
  const { parser } = useRouter();
  const above = entries.find(({ href }) => path === href || path.startsWith(`${href}/`));
  if (above !== undefined) return above.href;
  const leads = pages.find((page) => matchRoute(parser, page.path, path)[0])?.within ?? [];
  return leads.find((href) => entries.some((entry) => entry.href === href));
}

interface RailEntryProps {
  readonly entry: RailPlace;
  readonly isHere: boolean;
  readonly isFolded: boolean;
}

function RailEntry({ entry, isHere, isFolded }: RailEntryProps) {
  const t = useStrings(entry.strings);
  return (
    <li>
      <Link href={entry.href} className={styles.entry} aria-current={isHere ? 'page' : undefined} title={isFolded ? t('rail') : undefined}>
        <Icon name={entry.icon} />
        <span className={styles.name}>{t('rail')}</span>
      </Link>
    </li>
  );
}

function More({ entries, here }: { readonly entries: readonly RailPlace[]; readonly here: string | undefined }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const [, navigate] = useLocation();
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
            isChosen: entry.href === here,
            act: () => navigate(entry.href),
          })),
        },
      ]}
    />
  );
}
