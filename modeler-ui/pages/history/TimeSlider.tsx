/** "Stan na …": goes through the moments at which something changed; the page shows the case as it was then. */
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';
import styles from './TimeSlider.module.css';

interface TimeSliderProps {
  /** ms, ascending; the last is when the history was read. */
  readonly moments: readonly number[];
  readonly untilMs: number;
  /** null: now. */
  readonly onChange: (ms: number | null) => void;
}

export function TimeSlider({ moments, untilMs, onChange }: TimeSliderProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const last = moments.length - 1;
  const index = Math.max(
    0,
    moments.findLastIndex((moment) => moment <= untilMs),
  );
  const words = index === last ? t('as-of.now') : shortDateTime(language, new Date(untilMs), new Date(moments[last] ?? untilMs));
  if (last < 1) return null;
  return (
    <Slider
      className={styles.slider}
      value={index}
      minValue={0}
      maxValue={last}
      step={1}
      onChange={(value) => onChange(value === last ? null : (moments[Number(value)] ?? null))}
    >
      <div className={styles.words}>
        <Label>{t('as-of')}</Label> <output className={styles.moment}>{words}</output>
      </div>
      <SliderTrack className={styles.track}>
        <SliderThumb className={styles.thumb} aria-valuetext={words} />
      </SliderTrack>
    </Slider>
  );
}
