/** How a case stands with its date: sign, words and tint; the exact date beside it or on hover. */
import { useNow } from '../../app/now.js';
import { dayAndMonth, exactTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { Chip } from './Chip.js';
import { type ClockState, clockState } from './clock.js';
import { strings } from './strings.js';

const LOOKS = {
  none: { tone: 'neutral', sign: '○' },
  resolved: { tone: 'good', sign: '✓' },
  paused: { tone: 'paused', sign: '⏸' },
  'in-time': { tone: 'good', sign: '●' },
  today: { tone: 'soon', sign: '◐' },
  tomorrow: { tone: 'soon', sign: '◐' },
  'late-today': { tone: 'late', sign: '▲' },
  'late-part': { tone: 'late', sign: '▲' },
  late: { tone: 'late', sign: '▲' },
} as const satisfies Record<ClockState['type'], object>;

interface ClockChipProps {
  readonly dueAt: string | null;
  readonly isClosed?: boolean;
  /** Waits for a reply since. */
  readonly pausedSince?: string | null;
  /** A part of it is late, and so it is. */
  readonly isLateByPart?: boolean;
}

export function ClockChip({ dueAt, ...standing }: ClockChipProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const state = clockState(dueAt, now, standing);
  const chip =
    state.type === 'paused' ? (
      <Chip {...LOOKS.paused}>{t('clock.paused', { day: dayAndMonth(language, state.since) })}</Chip>
    ) : (
      <Chip {...LOOKS[state.type]}>{t(`clock.${state.type}`, 'days' in state ? { count: state.days } : {})}</Chip>
    );
  return dueAt === null ? (
    chip
  ) : (
    <time dateTime={dueAt} title={exactTime(language, new Date(dueAt))}>
      {chip}
    </time>
  );
}
