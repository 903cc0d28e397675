/** Durations of scenarios: days and time, with a sign. Milliseconds. */
export function durationMs(text: string): number {
  const found = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (found === null) throw new Error(`Expected a duration, but got ${text}`);
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = found;
  const ms = (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === undefined ? ms : -ms;
}
