/** Before the first save: would it lose anything of what the draft holds? */
import { useEffect, useState } from 'react';
import type { Diagram } from './diagram.js';
import { type Loss, lossesBetween } from './xml/xml-loss.js';

/** undefined: not compared yet, so nothing may be stored. */
export function useLosses(diagram: Diagram | undefined, xml: string): readonly Loss[] | undefined {
  const [losses, setLosses] = useState<readonly Loss[]>();
  useEffect(() => {
    if (diagram === undefined) return;
    let isGone = false;
    void diagram.xml().then((saved) => {
      if (!isGone) setLosses(lossesBetween(xml, saved));
    });
    return () => {
      isGone = true;
    };
  }, [diagram, xml]);
  return losses;
}
