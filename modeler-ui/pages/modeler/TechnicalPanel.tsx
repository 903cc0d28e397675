/** The vendor's own properties of the chosen element, for those who know BPMN; drawn by bpmn-js-properties-panel. */
import { useEffect, useRef } from 'react';
import type { Diagram } from './diagram.js';
import styles from './ModelerPage.module.css';

export function TechnicalPanel({ diagram }: { readonly diagram: Diagram }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const panel = diagram.service('propertiesPanel');
    panel.attachTo(place.current);
    return () => panel.detach();
  }, [diagram]);
  return <div ref={place} className={styles.technical} />;
}
