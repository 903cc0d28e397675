/** The bar over the diagram: what is edited, whether it is safe, undo, the two views, publishing. */
import { Link } from 'wouter';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { usePageHeading } from '../../components/Page/Page.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import type { Diagram } from './diagram.js';
import styles from './ModelerPage.module.css';
import { strings } from './strings.js';
import type { SaveState } from './use-saving.js';

interface DraftHeadProps {
  readonly name: string;
  readonly diagram: Diagram | undefined;
  readonly saving: SaveState;
  readonly view: 'diagram' | 'outline';
  readonly onView: (view: 'diagram' | 'outline') => void;
  readonly onTry: () => void;
  readonly onPublish: () => void;
  readonly canPublish: boolean;
}

export function DraftHead({ name, diagram, saving, view, onView, onTry, onPublish, canPublish }: DraftHeadProps) {
  const t = useStrings(strings);
  const title = t('title', { name });
  const heading = usePageHeading(title);
  const stack = diagram?.service('commandStack');
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
        <Button isDisabled={stack?.canUndo() !== true} onPress={() => stack?.undo()}>
          {t('undo')}
        </Button>
        <Button isDisabled={stack?.canRedo() !== true} onPress={() => stack?.redo()}>
          {t('redo')}
        </Button>
        {view === 'diagram' && (
          <Button isDisabled={diagram === undefined} onPress={() => diagram?.fit()}>
            {t('fit')}
          </Button>
        )}
        <Button isDisabled={diagram === undefined} onPress={() => onView(view === 'diagram' ? 'outline' : 'diagram')}>
          {t(view === 'diagram' ? 'view.outline' : 'view.diagram')}
        </Button>
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
  if (saving.type === 'taken' || saving.type === 'waiting') return null;
  return (
    <span className={styles.meta}>
      {saving.type === 'saved' ? t('saved', { time: shortDateTime(language, saving.at, now) }) : t(saving.type)}
    </span>
  );
}
