/** One case as people live it, from the first word to the last, whatever falls over meanwhile: they look, act, and look again. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Away, CLASSIFICATION_CODE, type Office, type Reply } from './office.js';
import type { CaseAsDone, RunAsDone } from './oracle.js';
import type { CasePlan, Outcome } from './plan.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
/** Of one step. An outage of an hour passes in less. */
const STEP_LIMIT_MS = 600_000;

export interface Ports {
  readonly office: Office;
  /** The department closes a file over there. False: there is none yet. */
  readonly closeInDms: (caseRun: string, code: string) => Promise<boolean>;
  /** The case is there: whoever else works on it may begin. Gives what the CRM told, once it is told; null: it is asked. */
  readonly taken: (plan: CasePlan, caseRun: string) => Promise<readonly string[] | null>;
  /** What somebody waits for now. */
  readonly waits: (what: string) => void;
}

interface Task {
  readonly key: string;
  readonly element: string;
  readonly state: string;
}
interface Shown {
  readonly status: string;
  readonly outcomeCode: string | null;
}

export async function live(ports: Ports, plan: CasePlan): Promise<CaseAsDone> {
  return new Story(ports, plan).live();
}

class Story {
  private number = '';
  private readonly documents: string[] = [];
  private readonly runs: RunAsDone[] = [];

  constructor(
    private readonly ports: Ports,
    private readonly plan: CasePlan,
  ) {}

  async live(): Promise<CaseAsDone> {
    const { way, outcome } = this.plan;
    await this.register();
    const news = this.ports.taken(this.plan, this.run());
    // It is waited for below; a failure there isn't one that nobody hears meanwhile.
    news.catch(() => undefined);
    switch (way) {
      case 'by-phone':
        await this.ended(outcome, false);
        break;
      case 'at-counter':
        await this.resolve('lena', 'answer');
        await this.ended(outcome, false);
        break;
      case 'refused':
        await this.decide('roman', 'accept', { decision: 'refuse', values: { refusalReason: 'not-ours' } });
        await this.resolve('zofia', 'clarify');
        await this.ended(outcome, false);
        break;
      case 'department':
        await this.accept();
        await this.resolve('roman', 'settle');
        await this.ended(outcome, true);
        break;
      case 'closed-in-dms':
        await this.accept();
        await this.closeThere(outcome === 'done' ? 'ZAL' : 'ODP');
        await this.endedFromThere(outcome);
        break;
      case 'closed-in-dms-at-line-2':
        await this.accept();
        await this.decide('roman', 'settle', { decision: 'line-2', reason: 'Wymaga wyjaśnienia.' }, 'hand-on');
        await this.task('zofia', 'clarify');
        await this.closeThere('ZAL');
        await this.endedFromThere('done');
        break;
      case 'unknown-code':
        await this.accept();
        await this.closeThere('X-7');
        await this.heldByCode();
        await this.resolve('roman', 'settle');
        await this.ended(outcome, true);
        break;
      case 'stays-open':
        await this.accept();
        await this.task('roman', 'settle');
        this.runs.push({ caseRun: this.run(), outcome: null, hasFile: true });
        break;
      case 'reopened':
        await this.ended(outcome, false);
        await this.reopen();
        await this.resolve('lena', 'answer');
        await this.ended(outcome, false);
        break;
    }
    this.ports.waits(`case ${this.number} to hear what the CRM tells`);
    return { number: this.number, runs: this.runs, documents: this.documents, newsOfCrm: await news };
  }

  private run(): string {
    return `${this.number}/${this.runs.length + 1}`;
  }

  private closing(): { readonly decision: string; readonly outcomeCode: Outcome; readonly closingText: string } {
    return { decision: 'resolve', outcomeCode: this.plan.outcome, closingText: 'Załatwiliśmy sprawę.' };
  }

  private async register(): Promise<void> {
    const { draftId, way, note } = this.plan;
    const atCounter = way === 'at-counter';
    const first =
      way === 'by-phone' || way === 'reopened'
        ? { settle: this.closing() }
        : { handOn: atCounter ? { decision: 'line-1' } : { decision: 'department', department: 'roads' } };
    const contact = { draftId, classification: CLASSIFICATION_CODE, channel: atCounter ? 'counter' : 'phone', note, place: null, ...first };
    // The same conversation, sent again as often as it takes, becomes one case.
    const { body } = await this.until(async () => {
      const reply = await this.ports.office.as(atCounter ? 'fiona' : 'lena', 'POST', '/api/v1/cases', contact);
      return reply.status === 200 || reply.status === 201 ? reply : unexpected(reply);
    }, 'to be registered');
    this.number = (body as { number: string }).number;
  }

  private async accept(): Promise<void> {
    const plannedAt = '2027-03-20T12:00:00Z';
    await this.decide('roman', 'accept', { decision: 'accept', values: { plannedAt } });
    for (const name of this.plan.documents) await this.addDocument(name);
  }

  private async addDocument(name: string): Promise<void> {
    const text = `${name} of ${this.number}\n`.repeat(20);
    const bytes = new Uint8Array(Buffer.from(text));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = `/api/v1/cases/${this.number}/documents`;
    await this.until(async () => {
      const there = await this.ports.office.look<{ sha256: string }[]>('roman', path);
      if (there?.some((one) => one.sha256 === sha256)) return true;
      const query = `?name=${encodeURIComponent(name)}&sha256=${sha256}`;
      const reply = await this.ports.office.as('roman', 'POST', `${path}${query}`, undefined, { type: 'text/plain', bytes });
      return reply.status === 201 ? true : unexpected(reply);
    }, `to take document ${name}`);
    this.documents.push(sha256);
  }

  private async reopen(): Promise<void> {
    const next = this.run();
    await this.until(async () => {
      const shown = await this.shown();
      // Its answer may have been lost, not the act.
      if (shown.status !== 'resolved') return true;
      const reply = await this.ports.office.as('lena', 'POST', `/api/v1/cases/${this.number}/reopen`, { reason: 'Problem wrócił.' });
      // 409: what was begun with its closing isn't over yet.
      if (reply.status === 409) return undefined;
      return reply.status === 202 ? true : unexpected(reply);
    }, `to be reopened as ${next}`);
  }

  private async resolve(login: string, element: string): Promise<void> {
    await this.decide(login, element, this.closing());
  }

  /** Somebody decides on the task of that element; resolves when it is decided, whoever said so. */
  private async decide(login: string, element: string, decision: object, how: 'complete' | 'hand-on' = 'complete'): Promise<void> {
    const { key } = await this.task(login, element);
    await this.until(async () => {
      const task = await this.ports.office.look<Task>(login, `/api/v1/tasks/${key}`);
      if (task === undefined || task.state === 'completed' || task.state === 'closing') return true;
      const reply = await this.ports.office.as(login, 'POST', `/api/v1/tasks/${key}/${how}`, decision);
      // 409: somebody decided, perhaps we ourselves a moment ago; the next look tells.
      if (reply.status === 409) return undefined;
      return reply.status === 200 || reply.status === 202 ? true : unexpected(reply);
    }, `to have ${element} decided`);
  }

  private task(login: string, element: string): Promise<Task> {
    return this.until(async () => {
      const tasks = await this.ports.office.look<Task[]>(login, `/api/v1/tasks?case=${this.number}`);
      return tasks?.find((one) => one.element === element && one.state === 'open');
    }, `to have a task ${element}`);
  }

  private async closeThere(code: string): Promise<void> {
    await this.until(async () => ((await this.ports.closeInDms(this.run(), code)) ? true : undefined), 'to have a file in the DMS');
  }

  /** Nobody knows the DMS's code, so nothing is done about it: the department settles the case here, and the DMS is told the outcome. */
  private async heldByCode(): Promise<void> {
    await this.until(async () => {
      const lines = await this.ports.office.look<{ act: string }[]>('lena', `/api/v1/cases/${this.number}/timeline`);
      return lines?.some(({ act }) => act === 'code.held') || undefined;
    }, 'to wait for a code');
  }

  /** What the DMS says may lack the text that an answer needs: line 2 adds it. */
  private async endedFromThere(outcome: Outcome): Promise<void> {
    if (outcome === 'answered') await this.resolve('zofia', 'complete-outcome');
    await this.ended(outcome, true);
  }

  private async ended(outcome: Outcome, hasFile: boolean): Promise<void> {
    await this.until(async () => ((await this.shown()).status === 'resolved' ? true : undefined), 'to be resolved');
    this.runs.push({ caseRun: this.run(), outcome, hasFile });
  }

  private async shown(): Promise<Shown> {
    const shown = await this.ports.office.look<Shown>('adam', `/api/v1/cases/${this.number}`);
    if (shown === undefined) throw new Error(`Expected case ${this.number}, whose number was given, but the house has none`);
    return shown;
  }

  /** Tries until it gives something. */
  private async until<Result>(step: () => Promise<Result | undefined>, what: string): Promise<Result> {
    const giveUpAt = performance.now() + STEP_LIMIT_MS;
    const waiting = `case ${this.number} (${this.plan.way}, ${this.plan.index}) ${what}`;
    this.ports.waits(waiting);
    for (let waitMs = FIRST_WAIT_MS; performance.now() < giveUpAt; waitMs = Math.min(waitMs * 1.5, LONGEST_WAIT_MS)) {
      const done = await step().catch((error: unknown) => {
        if (error instanceof Away) return undefined;
        throw error;
      });
      if (done !== undefined) return done;
      await sleep(waitMs);
    }
    throw new Error(`Expected ${waiting}, but it was in vain for ${STEP_LIMIT_MS / 1_000} s`);
  }
}

function unexpected({ status, body }: Reply): never {
  throw new Error(`Expected an act to be taken, but the house answered ${status}: ${JSON.stringify(body)}`);
}
