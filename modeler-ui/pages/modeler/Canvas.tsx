/** The drawing surface. What can't be drawn says why; the draft stays as it is. */
import { useEffect, useRef, useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { type Diagram, type DiagramWords, openDiagram } from './diagram.js';
import styles from './ModelerPage.module.css';
import { strings } from './strings.js';

/** It scrolls where the window is low, so it must be reached by keyboard too. */
function reachPalette(place: HTMLElement | null, label: string): void {
  const palette = place?.querySelector('.djs-palette');
  palette?.setAttribute('tabindex', '0');
  palette?.setAttribute('role', 'group');
  palette?.setAttribute('aria-label', label);
}

interface CanvasProps {
  /** What is drawn first; later changes of it change nothing. */
  readonly xml: string;
  readonly isReadOnly?: boolean;
  readonly isHidden?: boolean;
  readonly onOpen: (diagram: Diagram | undefined) => void;
}

export function Canvas({ xml, isReadOnly = false, isHidden = false, onOpen }: CanvasProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const place = useRef<HTMLElement>(null);
  const [failure, setFailure] = useState<string>();
  const diagram = useRef<Diagram | undefined>(undefined);
  const latest = useRef({ xml, onOpen, t, language });
  latest.current = { xml, onOpen, t, language };
  useEffect(() => {
    if (place.current === null) return;
    let isGone = false;
    const words: DiagramWords = { steps: (step) => latest.current.t(`step.${step}`), language: () => latest.current.language };
    openDiagram(place.current, latest.current.xml, words, isReadOnly).then(
      (opened) => {
        if (isGone) return opened.destroy();
        diagram.current = opened;
        reachPalette(place.current, latest.current.t('palette'));
        latest.current.onOpen(opened);
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isGone = true;
      diagram.current?.destroy();
      diagram.current = undefined;
      latest.current.onOpen(undefined);
    };
  }, [isReadOnly]);
  useEffect(() => {
    diagram.current?.relabel();
    reachPalette(place.current, t('palette'));
  }, [t]);
  return (
    <section ref={place} className={styles.canvas} aria-label={t('diagram')} hidden={isHidden}>
      {failure !== undefined && (
        <Banner tone="late" isNews>
          {t('unreadable', { reason: failure })} {t('unreadable.what-now')}
        </Banner>
      )}
    </section>
  );
}
