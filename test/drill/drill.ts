/** One run between one CRM and one DMS: cases are lived through the faults, then everything heals, then the accounts are compared. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../../sample/chance.js';
import { compareAll } from './comparing.js';
import { Conductor } from './conductor.js';
import { CrmPeople } from './crm-people.js';
import { FaultDoor } from './fault-door.js';
import { FaultCount } from './faults.js';
import { House } from './house.js';
import { type Ledger, readLedger } from './ledger.js';
import { Office } from './office.js';
import { type CaseAsDone, type CaseAsShown, judge, type Verdict } from './oracle.js';
import { builtInDms, Missing, newSecret, type PairName, type RunningCrm, type RunningDms, startCmis, startCrm } from './pairs.js';
import type { DrillPlan } from './plan.js';
import { live } from './story.js';
import { VirtualClock } from './virtual-clock.js';

/** Engine clock and everybody else's: minutes apart from the first moment on. */
const APART_MS = 7 * 60_000;
const USUAL_SPEED = 20;
/** Times the usual one. */
const HEALING = 6;
/** Virtual seconds a second for each case that the CRM takes in one; see `speedFor`. */
const SPEED_FOR_RATE = 20;
const LEAST_SPEED = 2;
/** Behind a door that nobody comes to. */
const NOBODY = 'http://127.0.0.1:9';
const LOOK_AGAIN_MS = 2_000;
/** Cases that a line of progress names, once so few are left. */
const MOST_NAMED = 5;

export interface DrillOptions {
  readonly pair: PairName;
  readonly plan: (cases: number) => DrillPlan;
  /** undefined: by how many the CRM can take. */
  readonly cases: number | undefined;
  readonly seed: number;
  /** Cases under way at once. */
  readonly atOnce: number;
  readonly hourPassesInMs: number;
  readonly healLimitMs: number;
  readonly tell: (sentence: string) => void;
}

export interface DrillResult {
  readonly pair: PairName;
  readonly cases: number;
  /** Whether a DMS of its own was there to fail. */
  readonly hasDms: boolean;
  /** After the house had compared all cases with both systems. */
  readonly verdict: Verdict;
  /** What the outbox and asking alone had left. */
  readonly driftBefore: number;
  /** What the house itself found to differ when it compared. */
  readonly namedByHouse: readonly string[];
  readonly ledger: Ledger;
  /** Messages that arrived at the CRM more than once. */
  readonly repeated: number;
  readonly faults: FaultCount;
  readonly unansweredActs: number;
  readonly healMs: { readonly wall: number; readonly virtual: number };
  readonly liveMs: number;
}

export async function drill(options: DrillOptions): Promise<DrillResult> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const settings: Record<string, string> = {};
    const [dms, house] = await Promise.allSettled([startDms(options.tell), House.build(settings)]);
    if (dms.status === 'fulfilled') stops.push(dms.value.stop);
    if (house.status === 'fulfilled') stops.push(() => house.value.stop());
    if (dms.status === 'rejected') throw dms.reason;
    if (house.status === 'rejected') throw house.reason;
    return await between({ dms: dms.value, house: house.value, settings }, options, stops);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** The built-in register where no CMIS can be had: its faults are then those of our own database. */
async function startDms(tell: (sentence: string) => void): Promise<RunningDms> {
  return startCmis().catch((error: unknown) => {
    if (!(error instanceof Missing)) throw error;
    console.log(`cmis skipped: ${error.message}`);
    tell('the EOD is the built-in one');
    return builtInDms();
  });
}

interface Built {
  readonly dms: RunningDms;
  readonly house: House;
  /** Of the house; filled in before it starts. */
  readonly settings: Record<string, string>;
}

async function between({ dms, house, settings }: Built, options: DrillOptions, stops: (() => Promise<void>)[]): Promise<DrillResult> {
  const { pair, seed, tell } = options;
  const count = new FaultCount();
  const crm = await startCrm(pair, house.folder);
  stops.push(crm.stop);
  tell('the DMS and the CRM are there');
  const rate = await crm.rate?.();
  const usualSpeed = speedFor(rate);
  const plan = options.plan(casesFor(rate, options.cases, tell));
  const crmDoor = await FaultDoor.open({ target: crm.url, system: 'crm', chance: new Chance(seed + 1), count });
  stops.push(() => crmDoor.close());
  const dmsDoor = await FaultDoor.open({ target: dms.url ?? NOBODY, system: 'dms', chance: new Chance(seed + 2), count });
  stops.push(() => dmsDoor.close());
  Object.assign(settings, crm.settings(crmDoor.url), dms.settings(dmsDoor.url));
  const said = await house.start();
  tell('the house has started');
  const clock = new VirtualClock(house, usualSpeed, APART_MS);
  await clock.pin();
  clock.start();
  stops.push(() => clock.stop());
  const office = new Office(house);
  await office.open(new URL(/(http\S+\/setup\/\S+)/.exec(said)?.[1] ?? '').pathname);
  tell(`the house is open for ${plan.cases.length} cases`);

  const archive = dms.archive(office, house);
  const begunMs = performance.now();
  const done: CaseAsDone[] = [];
  const lost: string[] = [];
  let taken = 0;
  const conductor = new Conductor(
    { house, clock, crm: crmDoor, dms: dmsDoor, count, hourPassesInMs: options.hourPassesInMs, tell },
    plan.faults.filter(({ kind }) => dms.url !== undefined || !kind.startsWith('dms-')),
    () => (taken + done.length + lost.length) / (2 * plan.cases.length),
  );
  conductor.start();
  const newsOf = newsTeller(crm, house, count);
  const next = plan.cases[Symbol.iterator]();
  const waiting = new Map<number, string>();
  const work = async (): Promise<void> => {
    for (const one of next) {
      // No faster than a slow CRM takes them: else the faults are over before it has heard of most cases.
      if (rate !== undefined) await sleep(Math.max(0, begunMs + (1_000 * one.index) / rate - performance.now()));
      const ports = {
        waits: (what: string) => waiting.set(one.index, what),
        office,
        closeInDms: (caseRun: string, code: string) => archive.close(caseRun, code),
        taken: (...[plan, caseRun]: Parameters<typeof newsOf>) => {
          taken++;
          return newsOf(plan, caseRun);
        },
      };
      await live(ports, one).then(
        (lived) => done.push(lived),
        (error: unknown) => lost.push(String(error)),
      );
      waiting.delete(one.index);
    }
  };
  const telling = setInterval(() => {
    const last = waiting.size > MOST_NAMED ? [] : [...waiting.values()].map((what) => `\n    waiting for ${what}`);
    tell(`${taken} cases taken, ${done.length} at their end${last.join('')}`);
  }, 10_000);
  await Promise.all(Array.from({ length: options.atOnce }, work)).finally(() => clearInterval(telling));
  await conductor.lift();
  const liveMs = performance.now() - begunMs;
  tell('every fault is over');

  // People are done long before a slow CRM has taken all that they did.
  const healLimitMs = Math.max(options.healLimitMs, rate === undefined ? 0 : (1_000 * plan.cases.length) / (rate * UNDER_FAULTS));
  const healing = { wallMs: performance.now(), virtualMs: clock.nowMs };
  clock.speed = usualSpeed * HEALING;
  const accounts = async () => ({
    done,
    shown: await shownBy(office, done),
    crm: (await crm.read()).records,
    dms: await archive.files(),
  });
  const judged = async (): Promise<Verdict> => {
    const found = judge(await accounts());
    return { ...found, lost: [...lost, ...found.lost] };
  };
  /** By the outbox and by asking alone. Gives what it came to, agreed or not when its time was over. */
  const healed = async (): Promise<Verdict> => {
    for (const giveUpAt = performance.now() + healLimitMs; ; await sleep(LOOK_AGAIN_MS)) {
      const isLast = performance.now() > giveUpAt;
      if ((await readLedger(house)).waiting > 0 && !isLast) continue;
      const verdict = await judged();
      if (isLast || verdict.lost.length + verdict.drift.length === 0) return verdict;
    }
  };
  const alone = await healed();
  const healMs = { wall: performance.now() - healing.wallMs, virtual: clock.nowMs - healing.virtualMs };
  tell(`healed without comparing: ${alone.drift.length} differences are left`);
  const namedByHouse = await compareAll(office);
  const verdict = await healed();
  const { repeated } = await crm.read();
  const ledger = await readLedger(house);
  const driftBefore = alone.drift.length;
  return {
    pair,
    cases: plan.cases.length,
    hasDms: dms.url !== undefined,
    verdict,
    driftBefore,
    namedByHouse,
    ledger,
    repeated,
    faults: count,
    unansweredActs: office.unanswered,
    healMs,
    liveMs,
  };
}

const MOST_CASES = 10_000;
const LEAST_CASES = 500;
const TIME_S = 45 * 60;
/** What faults leave of the rate. */
const UNDER_FAULTS = 0.5;

/**
 * Peers keep real time. A wait of a minute before another try is one second at the usual speed: a CRM that takes seconds for each question
 * would be asked again while it still answers the last one, and do nothing else.
 * @param rate cases a second
 */
function speedFor(rate: number | undefined): number {
  return rate === undefined ? USUAL_SPEED : Math.min(USUAL_SPEED, Math.max(LEAST_SPEED, rate * SPEED_FOR_RATE));
}

function casesFor(rate: number | undefined, asked: number | undefined, tell: (sentence: string) => void): number {
  if (rate === undefined) return asked ?? MOST_CASES;
  const fitting = Math.max(LEAST_CASES, Math.min(MOST_CASES, Math.floor(rate * TIME_S * UNDER_FAULTS)));
  tell(`the CRM takes ${rate.toFixed(2)} cases a second while nothing fails, so ${fitting} fit in ${TIME_S / 60} minutes of faults`);
  return asked ?? fitting;
}

/** Nobody tells anything where a CRM is asked. */
function newsTeller(crm: RunningCrm, house: House, count: FaultCount): Parameters<typeof live>[0]['taken'] {
  const { teller } = crm;
  if (teller === undefined) return async () => null;
  const people = new CrmPeople({ house, count, secret: teller.secret, strangersSecret: newSecret() });
  return async (plan, caseRun) => {
    if (plan.news === 'none') return [];
    for (;;) {
      const recordId = teller.recordOf(caseRun);
      if (recordId !== undefined) return people.tell(plan, recordId, caseRun);
      await sleep(500);
    }
  };
}

interface Shown {
  readonly number: string;
  readonly status: string;
  readonly outcomeCode: string | null;
  readonly promiseAt: string | null;
}
interface Line {
  readonly act: string;
  readonly facts: { readonly status?: string | null };
}
const AT_ONCE = 8;

async function shownBy(office: Office, done: readonly CaseAsDone[]): Promise<ReadonlyMap<string, CaseAsShown>> {
  const found = new Map<string, CaseAsShown>();
  const next = done[Symbol.iterator]();
  const look = async (): Promise<void> => {
    for (const { number } of next) {
      const path = `/api/v1/cases/${number}`;
      const shown = await office.look<Shown>('adam', path);
      if (shown === undefined) continue;
      const documents = (await office.look<{ sha256: string }[]>('adam', `${path}/documents`)) ?? [];
      const lines = (await office.look<Line[]>('adam', `${path}/timeline`)) ?? [];
      const told = (act: string): string[] => lines.filter((line) => line.act === act).flatMap(({ facts }) => facts.status ?? []);
      found.set(number, {
        ...{
          number,
          status: shown.status,
          outcome: shown.outcomeCode,
          promiseAt: shown.promiseAt,
          documents: documents.map(({ sha256 }) => sha256),
        },
        crmChanges: told('crm.changed'),
        crmOutdated: told('crm.outdated'),
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return found;
}
