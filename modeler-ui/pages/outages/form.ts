/** The form of an outage: what is typed, what is wrong with it, what is sent. */
import type { NewOutage, Outage } from './queries.js';

export interface OutageForm {
  readonly title: string;
  readonly planned: boolean;
  readonly classifications: readonly string[];
  /** One a line. */
  readonly streets: string;
  readonly from: string;
  readonly until: string;
  readonly say: string;
}

type OutageFault = 'title' | 'say' | 'from' | 'until';

/** As the date field wants a moment: where the person sits, to the minute. */
function local(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function formOf(outage: Outage | null, now: Date): OutageForm {
  if (outage === null) return { title: '', planned: false, classifications: [], streets: '', from: local(now), until: '', say: '' };
  return {
    title: outage.title,
    planned: outage.planned,
    classifications: outage.classifications,
    streets: outage.streets.join('\n'),
    from: local(new Date(outage.startsAt)),
    until: outage.endsAt === null ? '' : local(new Date(outage.endsAt)),
    say: outage.say,
  };
}

export function faultsOf({ title, say, from, until }: OutageForm): readonly OutageFault[] {
  const begins = Date.parse(from);
  return [
    ...(title.trim() === '' ? (['title'] as const) : []),
    ...(Number.isNaN(begins) ? (['from'] as const) : []),
    ...(until !== '' && !(Date.parse(until) > begins) ? (['until'] as const) : []),
    ...(say.trim() === '' ? (['say'] as const) : []),
  ];
}

export function toOutage({ title, planned, classifications, streets, from, until, say }: OutageForm): NewOutage {
  return {
    title: title.trim(),
    planned,
    classifications,
    streets: streets
      .split('\n')
      .map((street) => street.trim())
      .filter((street) => street !== ''),
    startsAt: new Date(from).toISOString(),
    endsAt: until === '' ? null : new Date(until).toISOString(),
    say: say.trim(),
  };
}
