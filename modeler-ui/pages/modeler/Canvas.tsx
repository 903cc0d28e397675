/** The drawing surface. What can't be drawn says why; the draft stays as it is. */
import { useEffect, useRef, useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { useStrings } from '../../i18n/language.js';
import type { StepLabels } from './city-palette.js';
import { CITY_STEPS } from './city-steps.js';
import { type Diagram, openDiagram } from './diagram.js';
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
  const place = useRef<HTMLElement>(null);
  const [failure, setFailure] = useState<string>();
  const latest = useRef({ xml, onOpen, t });
  latest.current = { xml, onOpen, t };
  useEffect(() => {
    if (place.current === null) return;
    let isGone = false;
    let opened: Diagram | undefined;
    const labels = Object.fromEntries(CITY_STEPS.map((step) => [step, latest.current.t(`step.${step}`)])) as StepLabels;
    openDiagram(place.current, latest.current.xml, labels, isReadOnly).then(
      (diagram) => {
        if (isGone) return diagram.destroy();
        opened = diagram;
        reachPalette(place.current, latest.current.t('palette'));
        latest.current.onOpen(diagram);
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isGone = true;
      opened?.destroy();
      latest.current.onOpen(undefined);
    };
  }, [isReadOnly]);
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
