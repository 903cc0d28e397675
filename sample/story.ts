/** Sixty days of an invented contact centre, played through the api in virtual time up to today: contacts arrive, people work on their tasks. */
import { type Database, row, rows, run } from '../api/database.js';
import { type BusinessCalendar, createCalendar, parseCalendar, warsawOffice } from '../calendar/index.js';
import { Desk } from '../replay/desk.js';
import type { Installation } from '../replay/installation.js';
import { CATALOGUE, type CatalogueEntry } from './catalogue/index.js';
import { Chance } from './chance.js';
import { decide, delayOf, type SampleDecision } from './decisions.js';
import { ENTRY_POINTS, PEOPLE, SAMPLE_PASSWORD } from './office.js';
import { inventAddress, inventResidents } from './residents.js';

export const DAYS = 60;
const SEED = 20_260_101;
const CASES = 300;
const RESIDENTS = 120;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const TELL_DAYS = 10;
/** Tasks that nobody gets to within the story: what a lead finds late. */
const FORGOTTEN = 0.04;
/** Notices that a person finds unread. */
const UNREAD = 3;

interface TaskRow {
  readonly key: string;
  readonly number: string;
  readonly element: string;
  readonly tier: string;
  readonly department: string | null;
  readonly assignee: string | null;
  readonly actions: readonly string[];
  readonly classification: string;
}

export class SampleStory {
  readonly #chance = new Chance(SEED);
  readonly #calendar: BusinessCalendar = createCalendar(parseCalendar(warsawOffice));
  readonly #planned = new Set<string>();
  readonly #resolvedOnce = new Set<string>();
  #desk: Desk | undefined;

  constructor(
    private readonly installation: Installation,
    private readonly beginMs: number,
    private readonly endMs: number,
  ) {}

  /** `say`: how far it is, for whoever waits for the first start. */
  async tell(say: (sentence: string) => void): Promise<void> {
    const { api, time } = this.installation;
    this.#desk = await Desk.open(api, () => SAMPLE_PASSWORD);
    const residents = await this.#registerResidents();
    for (let index = 0; index < CASES; index++) {
      time.at(this.#arrivalMs(index), () => this.#arrive(residents));
    }
    let told = 0;
    await time.runUntil(this.endMs, async () => {
      const days = Math.floor((time.nowMs - this.beginMs) / DAY_MS);
      if (days >= told + TELL_DAYS && days < DAYS) {
        told = days;
        say(`sample data: ${days} of ${DAYS} days told …`);
      }
      await this.#planTasks();
    });
    await this.#desk.close();
    await run(api.db, 'UPDATE case_file SET sample = true');
    await this.#readNotices();
  }

  /** People have read what concerned them when it came; the last of it waits for whoever plays them. */
  async #readNotices(): Promise<void> {
    await run(
      this.#db,
      `UPDATE notice n SET read_at = n.at
         FROM (SELECT case_id, seq, login, row_number() OVER (PARTITION BY login ORDER BY at DESC, case_id, seq) AS place FROM notice) o
        WHERE (o.case_id, o.seq, o.login) = (n.case_id, n.seq, n.login) AND o.place > :unread`,
      { unread: UNREAD },
    );
  }

  async #registerResidents(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const resident of inventResidents(this.#chance, RESIDENTS)) {
      const added = (await this.#call('frontoffice', 'POST', '/api/v1/residents', resident)) as { readonly id: string };
      ids.push(added.id);
    }
    await run(this.#db, 'UPDATE resident SET sample = true');
    return ids;
  }

  /** In office hours, the later days a little busier, so that enough is open today. */
  #arrivalMs(index: number): number {
    const share = (index + this.#chance.next()) / CASES;
    const anyMs = this.beginMs + DAY_MS + share ** 0.8 * (this.endMs - this.beginMs - DAY_MS - 20 * MINUTE_MS);
    return Math.min(this.#inOfficeHours(anyMs), this.endMs - MINUTE_MS);
  }

  /** A closed moment moves into the next opening, not all to its first minute. */
  #inOfficeHours(atMs: number): number {
    if (this.#calendar.isOpen(atMs)) return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    return this.#calendar.nextOpening(atMs) + this.#chance.whole(0, 450) * MINUTE_MS;
  }

  async #arrive(residents: readonly string[]): Promise<void> {
    const chance = this.#chance;
    const entry = chance.one(CATALOGUE);
    const point = chance.weighted(ENTRY_POINTS.map((one) => [one.share, one] as const));
    const spoken = point.channel === 'phone' || point.channel === 'chat';
    const login = this.#personOf(spoken ? 'line-1' : 'front-office', null);
    const settle = spoken && chance.happens(entry.caseType === 'information-request' ? 0.6 : 0.25);
    await this.#call(login, 'POST', '/api/v1/cases', {
      classification: entry.code,
      channel: point.channel,
      entryPoint: point.id,
      note: chance.one(entry.voices),
      place: entry.department === 'civil-affairs' ? null : inventAddress(chance),
      resident: chance.happens(0.15) ? null : { id: chance.one(residents) },
      ...(settle ? { settle: { decision: 'resolve', outcomeCode: 'answered', closingText: entry.answer, values: {} } } : {}),
    });
  }

  /** At rest, whoever has a new task makes a plan for it. */
  async #planTasks(): Promise<void> {
    const { time } = this.installation;
    const open = await rows<TaskRow>(
      this.#db,
      `SELECT t.task_key::text AS key, c.number, t.element_id AS element, t.tier, t.department, t.assignee, t.actions, c.classification
         FROM task t JOIN case_file c ON c.id = t.case_id
        WHERE t.state = 'open' AND NOT EXISTS (SELECT 1 FROM pending_completion p WHERE p.task_key = t.task_key AND p.state IN ('pending', 'carrying'))
        ORDER BY t.task_key`,
    );
    for (const task of open) {
      if (this.#planned.has(task.key)) continue;
      this.#planned.add(task.key);
      if (this.#chance.happens(FORGOTTEN)) continue;
      const atMs = this.#inOfficeHours(time.nowMs + delayOf(task.element, this.#chance));
      if (atMs < this.endMs) time.at(atMs, () => this.#work(task));
      else if (this.#chance.happens(0.4)) time.at(time.nowMs, () => this.#claim(task));
    }
  }

  async #work(planned: TaskRow): Promise<void> {
    const task = await row<TaskRow>(
      this.#db,
      `SELECT t.task_key::text AS key, c.number, t.element_id AS element, t.tier, t.department, t.assignee, t.actions, c.classification
         FROM task t JOIN case_file c ON c.id = t.case_id WHERE t.task_key = CAST(:key AS bigint) AND t.state = 'open'`,
      { key: planned.key },
    );
    // A message took the case further meanwhile.
    if (task === undefined) return;
    const login = task.assignee ?? this.#personOf(task.tier, task.department);
    const made = decide(
      { element: task.element, actions: task.actions, nowMs: this.installation.time.nowMs },
      entryOf(task.classification),
      this.#chance,
    );
    await this.#carryOut(login, task.key, made);
    this.#sideEvent();
  }

  async #carryOut(login: string, key: string, made: SampleDecision): Promise<void> {
    const path = `/api/v1/tasks/${key}`;
    switch (made.type) {
      case 'close': {
        const { decision, outcomeCode, closingText, values } = made;
        await this.#call(login, 'POST', `${path}/complete`, { decision, outcomeCode, closingText, values });
        return;
      }
      case 'step':
        await this.#call(login, 'POST', `${path}/complete`, { decision: made.decision, values: made.values });
        return;
      case 'hand-on':
        await this.#call(login, 'POST', `${path}/hand-on`, { decision: made.decision, reason: made.reason });
        return;
      case 'send-back':
        await this.#call(login, 'POST', `${path}/send-back`, { reason: made.reason });
        return;
    }
  }

  async #claim({ key, tier, department, assignee }: TaskRow): Promise<void> {
    if (assignee === null) await this.#call(this.#personOf(tier, department), 'POST', `/api/v1/tasks/${key}/claim`);
  }

  /** Residents call again, withdraw, come back after a closing; departments close a file in their own system. */
  #sideEvent(): void {
    const chance = this.#chance;
    const event = chance.weighted([
      [6, () => this.#onOpenCase((number) => this.#call('line1', 'POST', `/api/v1/cases/${number}/contacts`, secondCall(chance)))],
      [1.5, () => this.#onOpenCase((number) => this.#call('frontoffice', 'POST', `/api/v1/cases/${number}/withdraw`))],
      [2, () => this.#reopenOne()],
      [3, () => this.#closeOneFile()],
      [87.5, undefined],
    ] as const);
    if (event !== undefined) this.installation.time.at(this.installation.time.nowMs, event);
  }

  async #onOpenCase(act: (number: string) => Promise<unknown>): Promise<void> {
    const open = await this.#numbers(`status = 'open' AND case_type = 'resident-matter'`);
    if (open.length === 0) return;
    await act(this.#chance.one(open));
  }

  async #reopenOne(): Promise<void> {
    const ended = (
      await this.#numbers(
        `status = 'resolved' AND EXISTS (SELECT 1 FROM case_run r WHERE r.case_id = c.id AND r.run = c.current_run AND r.ended_at IS NOT NULL)`,
      )
    ).filter((number) => !this.#resolvedOnce.has(number));
    if (ended.length === 0) return;
    const number = this.#chance.one(ended);
    this.#resolvedOnce.add(number);
    await this.#call('frontoffice', 'POST', `/api/v1/cases/${number}/reopen`, { reason: 'Mieszkaniec zgłosił, że problem wrócił.' });
  }

  async #closeOneFile(): Promise<void> {
    const file = await row<{ id: string; department: string }>(
      this.#db,
      `SELECT f.id, f.department FROM dms_file f JOIN case_file c ON c.number = f.case_number
        WHERE f.state = 'open' AND c.status = 'open' AND f.department IS NOT NULL ORDER BY f.opened_at LIMIT 1`,
    );
    if (file === undefined) return;
    const login = this.#personOf('department', file.department);
    await this.#call(login, 'POST', `/api/v1/registers/dms/${encodeURIComponent(file.id)}/close`, {
      result: this.#chance.one(['ZAL', 'NPT']),
    });
  }

  async #numbers(condition: string): Promise<readonly string[]> {
    return (await rows<{ number: string }>(this.#db, `SELECT number FROM case_file c WHERE ${condition} ORDER BY number`)).map(
      ({ number }) => number,
    );
  }

  #personOf(tier: string, department: string | null): string {
    const staff = PEOPLE.filter(
      ({ roles, unit, lead }) =>
        lead !== true && roles.includes(tier) && (tier !== 'department' || department === null || unit === department),
    );
    return this.#chance.one(staff).login;
  }

  get #db(): Database {
    return this.installation.api.db;
  }

  #call(login: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    if (this.#desk === undefined) throw new Error('Expected the desk to be open, but it is not');
    return this.#desk.call(login, method, path, body);
  }
}

function entryOf(classification: string): CatalogueEntry {
  const entry = CATALOGUE.find(({ code }) => code === classification) ?? CATALOGUE[0];
  if (entry === undefined) throw new Error('Expected a catalogue, but it is empty');
  return entry;
}

function secondCall(chance: Chance): object {
  const note = chance.one([
    'Mieszkaniec pyta, kiedy będzie zrobione.',
    'Mieszkaniec dodaje, że problem się powiększył.',
    'Mieszkaniec podał dokładniejsze miejsce.',
  ]);
  return { channel: 'phone', entryPoint: 'hotline', direction: 'in', note };
}
