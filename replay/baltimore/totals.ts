/**
 * What the file itself says, counted from its text alone: no time zone, no reader, nothing shared with the replay. Wall-clock times of
 * one city compare as they are written, once the order of their parts is turned round.
 */

export interface FileTotals {
  readonly requests: number;
  readonly closed: number;
  readonly stillOpen: number;
  readonly byOutcome: Readonly<Record<'done' | 'duplicate' | 'transferred', number>>;
  readonly onTime: number;
  readonly late: number;
  readonly noDueDate: number;
}

export function totalsOf(csv: string, limit = Number.POSITIVE_INFINITY): FileTotals {
  const [head = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  const columns = cells(head.replace(/^\uFEFF/, ''));
  const of = (values: readonly string[], name: string): string => values[columns.indexOf(name)] ?? '';
  const totals = { requests: 0, closed: 0, stillOpen: 0, onTime: 0, late: 0, noDueDate: 0 };
  const byOutcome = { done: 0, duplicate: 0, transferred: 0 };
  for (const line of lines.slice(0, limit)) {
    const values = cells(line);
    const status = of(values, 'SRStatus');
    totals.requests++;
    if (!status.startsWith('Closed')) {
      totals.stillOpen++;
      continue;
    }
    totals.closed++;
    byOutcome[status.includes('Duplicate') ? 'duplicate' : status.includes('Transferred') ? 'transferred' : 'done']++;
    const due = of(values, 'DueDate');
    if (due === '') totals.noDueDate++;
    else if (sortable(of(values, 'CloseDate')) <= sortable(due)) totals.onTime++;
    else totals.late++;
  }
  return { ...totals, byOutcome };
}

/** `04/12/2018 01:11:26 PM` → `2018-04-12 13:11:26`. */
function sortable(text: string): string {
  const [date = '', time = '', half = ''] = text.split(' ');
  const [month = '', day = '', year = ''] = date.split('/');
  const [hour = '', ...rest] = time.split(':');
  const hour24 = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return `${year}-${month}-${day} ${[String(hour24).padStart(2, '0'), ...rest].join(':')}`;
}

/** One line of CSV; no cell of this export holds a line break. */
function cells(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
