/** A size in bytes as people read it. */
import type { Language } from './strings.js';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

export function fileSize(language: Language, bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const format = {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(language, format).format(size);
}
