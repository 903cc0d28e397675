/** A form or a decision table beside the diagram: whom a change touches, the list or grid, and on demand the vendor's own editor. */
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../../api/schema.js';
import { Banner } from '../../../components/Banner/Banner.js';
import { Button } from '../../../components/Button/Button.js';
import { Skeleton } from '../../../components/Skeleton/Skeleton.js';
import { useLanguage, useStrings } from '../../../i18n/language.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';
import type { Part } from './use-parts.js';

const FormTab = lazy(() => import('./FormTab.js'));
const TableTab = lazy(() => import('./TableTab.js'));
const FormDesigner = lazy(() => import('./FormDesigner.js'));
const TableDesigner = lazy(() => import('./TableDesigner.js'));

/** Where the eyes and the keyboard are wanted; a new object each time, so that the same place can be wanted again. */
export interface Wanted {
  readonly elementId: string;
}

interface PartTabProps {
  readonly part: Part;
  /** Of the draft that is edited: it isn't "another" one. */
  readonly draftId: string;
  readonly published: readonly Schemas['ModelPart'][];
  readonly wanted: Wanted | undefined;
  readonly onWrite: (content: string) => void;
  readonly onClose: () => void;
  readonly onSeparate: (() => void) | undefined;
}

export function PartTab({ part, draftId, published, wanted, onWrite, onClose, onSeparate }: PartTabProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const [isVendors, setVendors] = useState(false);
  const isForm = part.kind === 'form';
  const uses = published.filter(({ kind, id }) => kind === part.kind && part.ids.includes(id)).flatMap(({ usedIn }) => usedIn);
  const others = [...new Set(uses.filter(({ processId }) => processId !== draftId).map(({ processName }) => processName))];
  const ours = isForm ? 'view.list' : 'view.grid';
  const vendors = isForm ? 'view.form-js' : 'view.dmn-js';
  const edit = { content: part.content, onWrite };
  return (
    <section className={styles.part} aria-label={t(`tab.${part.kind}`, { name: part.title })}>
      <div className={styles.partHead}>
        <Button onPress={() => setVendors(!isVendors)}>{t(isVendors ? ours : vendors)}</Button>
        <Button kind="quiet" onPress={onClose}>
          {t('close')}
        </Button>
      </div>
      {others.length > 0 && (
        <Banner tone="warning" action={onSeparate && <Button onPress={onSeparate}>{t('separate')}</Button>}>
          {t('shared', { names: others.join(', ') })}
        </Banner>
      )}
      {others.length === 0 && uses.length > 0 && <p className={styles.hint}>{t('running')}</p>}
      <Suspense fallback={<Skeleton lines={6} />}>
        {isForm && !isVendors && <FormTab {...edit} wanted={wanted} />}
        {isForm && isVendors && <FormDesigner key={language} {...edit} />}
        {!isForm && !isVendors && <TableTab {...edit} wanted={wanted} />}
        {!isForm && isVendors && <TableDesigner key={language} {...edit} />}
      </Suspense>
    </section>
  );
}
