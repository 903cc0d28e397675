/** One case type: its figures and the way into its model. */
import { Link, useSearchParams } from 'wouter';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import styles from './CaseTypesPage.module.css';
import type { CaseType } from './queries.js';
import { strings } from './strings.js';

interface CaseTypeCardProps {
  readonly type: CaseType;
  readonly isOpening: boolean;
  readonly onEdit: (type: CaseType) => void;
  readonly onTry: (type: CaseType) => void;
  readonly onDiscard: (type: CaseType) => void;
}

export function CaseTypeCard({ type, isOpening, onEdit, onTry, onDiscard }: CaseTypeCardProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const nameOf = usePeopleNames();
  // The search over everything leads to a card by the address.
  const isAsked = useSearchParams()[0].get('of') === type.id;
  const { name, published, running, late, draft } = type;
  const when = (at: string) => shortDateTime(language, new Date(at), now);
  const version = () => {
    if (published === null) return t('unpublished');
    const values = { version: published.version, when: when(published.at), by: nameOf(published.by) };
    return t(published.by === null ? 'published' : 'published.by', values);
  };
  return (
    <li className={styles.card} aria-current={isAsked || undefined} ref={isAsked ? scrollTo : undefined}>
      <div className={styles.cardHead}>
        <h3 className={styles.name}>{name}</h3>
        {draft !== null && <Chip tone="action">{t('draft.short')}</Chip>}
      </div>
      <p className={styles.meta}>
        {published === null ? (
          version()
        ) : (
          <Link
            href={`/models/${encodeURIComponent(type.id)}/${published.version}`}
            aria-label={t('versions.of', { name, version: version() })}
          >
            {version()}
          </Link>
        )}
      </p>
      {published?.note != null && <p className={styles.meta}>{t('note', { note: published.note })}</p>}
      {type.caseType && (
        <Facts
          facts={[
            {
              name: t('running'),
              value:
                running.length === 0
                  ? t('running.none')
                  : running.map((one, index) => (
                      <span key={one.version}>
                        {index > 0 && ', '}
                        <Link href={`/running/${encodeURIComponent(type.id)}/${one.version}`}>
                          {t('running.version', { count: one.cases, version: one.version })}
                        </Link>
                      </span>
                    )),
            },
            {
              name: t('late'),
              value:
                late.of === 0
                  ? t('late.none')
                  : t('late.share', { percent: Math.round((100 * late.cases) / late.of), late: late.cases, of: late.of }),
            },
          ]}
        />
      )}
      {draft !== null && <p className={styles.meta}>{t('draft', { by: nameOf(draft.savedBy), when: when(draft.savedAt) })}</p>}
      <div className={styles.buttons}>
        <Button
          isDisabled={isOpening}
          onPress={() => onEdit(type)}
          aria-label={t(draft === null ? 'edit.label' : 'draft.open.label', { name })}
        >
          {t(draft === null ? 'edit' : 'draft.open')}
        </Button>
        {draft !== null && (
          <Button onPress={() => onTry(type)} aria-label={t('try.label', { name })}>
            {t('try')}
          </Button>
        )}
        {draft !== null && (
          <Button kind="quiet" onPress={() => onDiscard(type)} aria-label={t('discard.label', { name })}>
            {t('discard')}
          </Button>
        )}
      </div>
    </li>
  );
}

function scrollTo(card: HTMLLIElement | null): void {
  card?.scrollIntoView({ block: 'center' });
}
