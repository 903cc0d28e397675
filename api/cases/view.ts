/** How a stored case looks outside. */
import { iso } from '../database.js';
import { isLateRow } from './late.js';
import type { CaseRow } from './lookup.js';

export interface NamedCaseRow extends CaseRow {
  readonly classification_name: string | null;
  readonly resident_name: string | null;
  /** PART_COLUMNS of late.ts. */
  readonly part_late: boolean;
  readonly part_late_by_original: boolean;
}

export function toSummary(found: NamedCaseRow, now: Date) {
  return {
    number: found.number,
    caseType: found.case_type,
    classification: found.classification,
    classificationName: found.classification_name ?? found.classification,
    resident: found.resident_name,
    place: found.place,
    channel: found.channel,
    tier: found.tier,
    department: found.department,
    assignee: found.assignee,
    status: found.status,
    publicStatus: found.public_status,
    registeredAt: iso(found.registered_at),
    promiseAt: iso(found.promise_at),
    late: isLateRow(found, now),
    lateByPart: found.part_late,
    closedAt: iso(found.closed_at),
    lastEventAt: iso(found.last_event_at),
    typeVersion: found.type_version,
    promiseFirstAt: iso(found.promise_first_at),
    lateByOriginal: isLateRow({ ...found, promise_at: found.promise_original_at, part_late: found.part_late_by_original }, now),
    statutoryAt: iso(found.statutory_at),
    statutoryLate: found.statutory_at !== null && (found.closed_at ?? now) > found.statutory_at,
    pausedSince: iso(found.paused_since),
    pausedKind: found.paused_kind,
    outcomeCode: found.outcome_code,
    closedTier: found.closed_tier,
    handOns: found.hand_ons,
    runCount: found.current_run,
    sample: found.sample,
  };
}

export function toDetail(found: NamedCaseRow, now: Date) {
  return {
    ...toSummary(found, now),
    handling: found.handling,
    track: found.track,
    replyChannel: found.reply_channel,
    entryPoint: found.entry_point,
    registeredBy: found.registered_by,
    receivedAt: iso(found.received_at),
    remindAt: iso(found.remind_at),
    acceptAt: iso(found.accept_at),
    plannedAt: iso(found.planned_at),
    closingText: found.closing_text,
    originalNumber: found.original_number,
    transferredTo: found.transferred_to,
  };
}
