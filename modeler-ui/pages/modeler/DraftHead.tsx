/** The bar over the diagram: what is edited, whether it is safe, undo, the two views, publishing. */
import { Link } from 'wouter';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { usePageHeading } from '../../components/Page/Page.js';
import { cityDay, shortDateTime, timeOfDay } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import type { Diagram } from './diagram.js';
import styles from './ModelerPage.module.css';
import { strings } from './strings.js';
import type { SaveState } from './use-saving.js';

/** Of the diagram, or of the form or table that is open. */
export interface Undo {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
}

interface DraftHeadProps {
  readonly name: string;
  readonly diagram: Diagram | undefined;
  readonly saving: SaveState;
  readonly undo: Undo;
  /** null: a form or a table is open instead. */
  readonly view: 'diagram' | 'outline' | null;
  readonly onView: (view: 'diagram' | 'outline') => void;
  readonly onTry: () => void;
  readonly onPublish: () => void;
  readonly canPublish: boolean;
}

export function DraftHead({ name, diagram, undo, saving, view, onView, onTry, onPublish, canPublish }: DraftHeadProps) {
  const t = useStrings(strings);
  const title = t('title', { name });
  const heading = usePageHeading(title);
  return (
    <div className={styles.head}>
      <Link href="/case-types" className={styles.back}>
        {t('back')}
      </Link>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      <SaveWords saving={saving} />
      <div className={styles.tools}>
        <Button isDisabled={!undo.canUndo} onPress={undo.undo}>
          {t('undo')}
        </Button>
        <Button isDisabled={!undo.canRedo} onPress={undo.redo}>
          {t('redo')}
        </Button>
        {view === 'diagram' && (
          <Button isDisabled={diagram === undefined} onPress={() => diagram?.fit()}>
            {t('fit')}
          </Button>
        )}
        {view !== null && (
          <Button isDisabled={diagram === undefined} onPress={() => onView(view === 'diagram' ? 'outline' : 'diagram')}>
            {t(view === 'diagram' ? 'view.outline' : 'view.diagram')}
          </Button>
        )}
        <Button isDisabled={diagram === undefined} onPress={onTry}>
          {t('try')}
        </Button>
        <Button kind="primary" isDisabled={diagram === undefined || !canPublish} onPress={onPublish}>
          {t('publish')}
        </Button>
      </div>
    </div>
  );
}

function SaveWords({ saving }: { readonly saving: SaveState }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  if (saving.type === 'taken' || saving.type === 'waiting') return <span className={styles.saving} />;
  const timeOf = (at: Date) => (cityDay(at) === cityDay(now) ? timeOfDay(language, at) : shortDateTime(language, at, now));
  return (
    <span className={`${styles.meta} ${styles.saving}`}>
      {saving.type === 'saved' ? t('saved', { time: timeOf(saving.at) }) : t(saving.type)}
    </span>
  );
}
