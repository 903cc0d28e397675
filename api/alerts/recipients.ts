/** Whom an alert of the ladder goes to, and when: in their hours, and to the substitute of whoever is away. */
import { randomUUID } from 'node:crypto';
import type { AlertKind, Recipient } from '../../workers/ports.js';
import type { CaseRow } from '../cases/lookup.js';
import { later, rows, type Statements, type Transaction } from '../database.js';
import type { CaseServices } from '../services.js';
import { awayAt, standIn } from '../team/absences.js';

const PERSON = 'SELECT login, name, email FROM person WHERE active';

/** Whoever has the case; nobody has it: the tier's leads. */
export async function holderOf(on: Statements, theCase: CaseRow): Promise<readonly Recipient[]> {
  if (theCase.assignee === null) return leadsOf(on, theCase);
  return rows<Recipient>(on, `${PERSON} AND login = :login`, { login: theCase.assignee });
}

async function leadsOf(on: Statements, theCase: CaseRow): Promise<readonly Recipient[]> {
  return rows<Recipient>(
    on,
    `${PERSON} AND tier_lead AND :tier = ANY (roles)
        AND (CAST(:tier AS text) <> 'department' OR CAST(:department AS text) IS NULL OR unit_id = :department)
      ORDER BY login`,
    { tier: theCase.tier ?? '', department: theCase.department },
  );
}

/** Of the department that has the case, else of the contact centre; a unit without a head: its leads. */
async function headOf(on: Statements, theCase: CaseRow): Promise<readonly Recipient[]> {
  const heads = await rows<Recipient>(
    on,
    `${PERSON} AND login IN (SELECT head FROM unit u WHERE u.active AND u.head IS NOT NULL
        AND CASE WHEN CAST(:tier AS text) = 'department' THEN u.id = :department ELSE u.kind = 'contact-centre' END) ORDER BY login`,
    { tier: theCase.tier ?? '', department: theCase.department },
  );
  return heads.length > 0 ? heads : leadsOf(on, theCase);
}

async function ownersOf(on: Statements): Promise<readonly Recipient[]> {
  return rows<Recipient>(on, `${PERSON} AND 'owner' = ANY (roles) ORDER BY login`);
}

function rungOf(on: Statements, theCase: CaseRow, kind: AlertKind): Promise<readonly Recipient[]> {
  switch (kind) {
    case 'reminder':
      return holderOf(on, theCase);
    case 'acceptance':
    case 'due':
      return leadsOf(on, theCase);
    case 'escalation':
      return headOf(on, theCase);
    case 'overdue':
      return ownersOf(on);
  }
}

interface Alert {
  readonly kind: AlertKind;
  readonly dueAt: Date;
  readonly atMs: number;
  /** It is about a part of the case; who was told of that itself isn't told again. */
  readonly ofPart?: { readonly id: string; readonly told: readonly string[] };
}

/** Writes down who is to be told; api/alerts/teller.ts tells them. Gives their logins. */
export async function tellOf(api: CaseServices, on: Transaction, theCase: CaseRow, alert: Alert): Promise<readonly string[]> {
  const at = new Date(alert.atMs);
  const away = await awayAt(on, at);
  const calendar = await api.calendars.of(on, theCase.tier === 'department' ? theCase.department : null);
  const wanted = await rungOf(on, theCase, alert.kind);
  const told = new Map<string, string | null>();
  for (const { login } of wanted) {
    // All away: whoever should know hears of it when they are back.
    const present = standIn(login, away) ?? login;
    if (!told.has(present) && alert.ofPart?.told.includes(present) !== true) told.set(present, present === login ? null : login);
  }
  for (const [login, inPlaceOf] of told) {
    later(
      on,
      `INSERT INTO alert (id, login, case_id, part_id, kind, due_at, in_place_of, at, notify_at)
       VALUES (:id, :login, :caseId, CAST(:partId AS uuid), :kind, :dueAt, :inPlaceOf, :at, :notifyAt)`,
      {
        id: randomUUID(),
        login,
        caseId: theCase.id,
        partId: alert.ofPart?.id ?? null,
        kind: alert.kind,
        dueAt: alert.dueAt,
        inPlaceOf,
        at,
        notifyAt: new Date(calendar.nextOpening(alert.atMs)),
      },
    );
  }
  return [...told.keys()];
}
