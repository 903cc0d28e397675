/**
 * Owns how dates, times and durations are written, which is how Zeebe (Java) prints them: a local time drops zero seconds and has
 * fractions in groups of three, a zoned date-time shows its offset before its zone, durations have no fractions, zero is P0D or P0Y.
 */
import type { TemporalKind } from './values.js';

/** `offset` is the ISO duration of the zone's offset at that moment, where there is a zone. */
export function zeebeText(kind: TemporalKind, iso: string, offset: string | null): string {
  switch (kind) {
    case 'date':
      return iso;
    case 'time':
      return localTime(iso);
    case 'date and time':
      return zoned(iso, offset);
    case 'days and time duration':
      return dayTimeDuration(iso);
    case 'years and months duration':
      return iso === 'P0M' ? 'P0Y' : iso;
  }
}

/** The text that the interpreter reads back: a zone without the offset that it implies. */
export function interpreterText(iso: string): string {
  return iso.replace(/(?:Z|[+-]\d{2}:\d{2}(?::\d{2})?)\[(.+)\]$/, '@$1');
}

function localTime(iso: string): string {
  const local = /^(\d{2}:\d{2}):(\d{2})(?:\.(\d+))?$/.exec(iso);
  if (local === null) return iso;
  const [, minutes, seconds, fraction] = local;
  if (fraction !== undefined) return `${minutes}:${seconds}.${fraction.padEnd(Math.ceil(fraction.length / 3) * 3, '0')}`;
  return seconds === '00' ? `${minutes}` : `${minutes}:${seconds}`;
}

function zoned(iso: string, offset: string | null): string {
  const at = iso.indexOf('@');
  if (at < 0 || offset === null) return iso;
  return `${iso.slice(0, at)}${offsetText(offset)}[${iso.slice(at + 1)}]`;
}

function offsetText(duration: string): string {
  const [, sign = '', hours = '0', minutes = '0'] = /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?/.exec(duration) ?? [];
  if (Number(hours) === 0 && Number(minutes) === 0) return 'Z';
  return `${sign === '-' ? '-' : '+'}${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}

function dayTimeDuration(iso: string): string {
  const whole = iso
    .replace(/(\d+)\.\d+S$/, '$1S')
    .replace(/(?<=T|M|H)0S$/, '')
    .replace(/T$/, '');
  return whole === 'P' || whole === '-P' ? 'P0D' : whole;
}
