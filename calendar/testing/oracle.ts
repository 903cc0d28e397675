/**
 * An oracle that counts as a patient person would, minute by minute and day by day, with none of the product's means: summer time by the
 * European rule, holidays from the Act, Easter by Gauss. Slow and plain on purpose.
 */
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** What is asked again for each minute is remembered; else a run takes minutes itself. */
function remembered<Value>(ask: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? ask(key);
    known.set(key, value);
    return value;
  };
}

const lastSunday = (year: number, month: number): number => {
  const end = new Date(Date.UTC(year, month + 1, 0));
  return end.getTime() - end.getUTCDay() * DAY;
};

/** Warsaw: an hour ahead, two from the last Sunday of March to that of October, both at 01:00 UTC. */
const offsetOf = (instant: number): number => offsetOfHour(Math.floor(instant / HOUR));
const offsetOfHour = remembered((hour) => {
  const instant = hour * HOUR;
  const year = new Date(instant).getUTCFullYear();
  const isSummer = instant >= lastSunday(year, 2) + HOUR && instant < lastSunday(year, 9) + HOUR;
  return (isSummer ? 2 : 1) * HOUR;
});

const wallOf = (instant: number): number => instant + offsetOf(instant);
/** Days since 1970 on the wall. */
export const dayOf = (instant: number): number => Math.floor(wallOf(instant) / DAY);

function easter(year: number): number {
  const [a, b, c] = [year % 19, year % 4, year % 7];
  const d = (19 * a + 24) % 30;
  const e = (2 * b + 4 * c + 6 * d + 5) % 7;
  const march = d === 29 && e === 6 ? 22 + d + e - 7 : d === 28 && e === 6 && a > 10 ? 22 + d + e - 7 : 22 + d + e;
  return Date.UTC(year, 2, march) / DAY;
}

const FIXED = ['1-1', '1-6', '5-1', '5-3', '8-15', '11-1', '11-11', '12-25', '12-26'];

function isHoliday(day: number): boolean {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  const name = `${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
  if (FIXED.includes(name) || (name === '12-24' && year >= 2025)) return true;
  return [0, 1, 49, 60].includes(day - easter(year));
}

const weekday = (day: number): number => new Date(day * DAY).getUTCDay();
const isRest = remembered((day) => weekday(day) === 0 || weekday(day) === 6 || isHoliday(day));

interface Pause {
  readonly from: number;
  readonly to: number;
}
const inside = (pauses: readonly Pause[], instant: number): boolean => pauses.some(({ from, to }) => from <= instant && instant < to);
/** A pause runs through this midnight: it began before and lasted at least until then. */
const through = (pauses: readonly Pause[], midnight: number): boolean => pauses.some(({ from, to }) => from < midnight && midnight <= to);

/** The next moment at which the wall shows another date, hour by hour: Warsaw's midnights lie on full ones. */
function nextMidnight(instant: number): number {
  let at = Math.floor(instant / HOUR) * HOUR;
  do at += HOUR;
  while (dayOf(at) === dayOf(instant));
  return at;
}

/** Monday to Friday 8–16, no holidays: each open minute that isn't paused is one. */
export function workingMinutes(from: number, amount: number, pauses: readonly Pause[]): number {
  let left = amount;
  for (let at = from; ; at += MINUTE) {
    if (left === 0) return at;
    const minute = Math.floor((wallOf(at) % DAY) / MINUTE);
    const isOpen = !isRest(dayOf(at)) && minute >= 480 && minute < 960;
    if (isOpen && !inside(pauses, at)) left--;
  }
}

/** Calendar days, or days that are no rest. A midnight that lay in a pause begins no counted day. Gives the last millisecond. */
export function lawDays(from: number, amount: number, isCounted: (day: number) => boolean, pauses: readonly Pause[]): number {
  let left = amount;
  let day = from;
  for (;;) {
    const midnight = nextMidnight(day);
    const isPaused = through(pauses, midnight);
    if (left === 0 && !isPaused) {
      if (!isRest(dayOf(day))) return midnight - 1;
      // § 4: as many days more as the rest lasts.
      left = 1;
      for (let next = dayOf(day) + 1; isRest(next); next++) if (isCounted(next)) left++;
    }
    day = midnight;
    if (!isPaused && isCounted(dayOf(day))) left--;
    if (left < 0) left = 0;
  }
}

export const everyDay = (): boolean => true;
export const noRest = (day: number): boolean => !isRest(day);

/** The day of the same number so many months on, or the last of that month: found by walking, never by adding. Days since 1970. */
export function monthsOn(from: number, months: number): number {
  const wanted = new Date(dayOf(from) * DAY).getUTCDate();
  let day = dayOf(from);
  for (let left = months; left > 0; ) {
    day++;
    if (new Date(day * DAY).getUTCDate() === 1) left--;
  }
  while (new Date(day * DAY).getUTCDate() < wanted && new Date((day + 1) * DAY).getUTCDate() !== 1) day++;
  return day;
}

/** The end of the first day from there on that is no rest. */
export function endFrom(day: number): number {
  let end = day;
  while (isRest(end)) end++;
  const noon = end * DAY + DAY / 2 - HOUR;
  return nextMidnight(noon) - 1;
}
