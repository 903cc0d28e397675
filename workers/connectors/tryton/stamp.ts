/** Tryton's time stamps: UTC, to the microsecond, on the wire an object. Here text that sorts: `2026-11-26T03:47:52.871804`. PURE. */
import { z } from 'zod';

export type Stamp = string;

export const FIRST: Stamp = '1970-01-01T00:00:00.000000';

const part = z.number().int();
const wire = z.object({ year: part, month: part, day: part, hour: part, minute: part, second: part, microsecond: part });

export const stamp = wire.transform(({ year, month, day, hour, minute, second, microsecond }): Stamp => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(microsecond).padStart(6, '0')}`;
});

export function onWire(at: Stamp): z.input<typeof stamp> & { readonly __class__: 'datetime' } {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, microsecond = 0] = at.split(/\D/).map(Number);
  return { __class__: 'datetime', year, month, day, hour, minute, second, microsecond };
}

export function earlier(at: Stamp, ms: number): Stamp {
  const whole = Date.parse(`${at.slice(0, 19)}Z`) - ms;
  return whole <= 0 ? FIRST : `${new Date(whole).toISOString().slice(0, 19)}${at.slice(19)}`;
}
