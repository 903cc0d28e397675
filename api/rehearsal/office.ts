/** Who there is in a rehearsal: one person and one lead of each tier, of each department, and a resident. None of them exists. */
import { run, type Statements } from '../database.js';

/** Invented, as example.org is: https://www.rfc-editor.org/rfc/rfc2606. */
const RESIDENT = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Maria Przykładowa',
  email: 'maria@example.org',
  phone: '500 000 000',
  address: 'ul. Przykładowa 1, 90-001 Łódź',
} as const;

export const RESIDENT_ID = RESIDENT.id;

/** Who works on a task of this tier, in this department. */
export function workerOf(tier: string, department: string | null): string {
  return tier === 'department' && department !== null ? `proba:department:${department}` : `proba:${tier}`;
}

export async function openOffice(on: Statements, atMs: number): Promise<void> {
  const at = new Date(atMs);
  await run(
    on,
    `INSERT INTO person (login, name, email, password_hash, roles, unit_id, tier_lead, created_at)
     SELECT 'proba:' || tier || coalesce(':' || unit.id, '') || lead.suffix, lead.word || tier_name || coalesce(' (' || unit.name || ')', ''), NULL, '',
            ARRAY[tier], unit.id, lead.suffix <> '', :at
       FROM (VALUES ('front-office', 'Front Office'), ('line-1', 'LW-1'), ('line-2', 'LW-2'), ('department', 'Wydział')) AS tiers (tier, tier_name)
       CROSS JOIN (VALUES ('', 'Osoba: '), (':lead', 'Kierownik: ')) AS lead (suffix, word)
       LEFT JOIN LATERAL (SELECT id, name FROM unit WHERE tier = 'department' AND kind = 'department' AND active UNION ALL SELECT NULL, NULL WHERE true) AS unit
         ON true`,
    { at },
  );
  await run(
    on,
    `INSERT INTO resident (id, kind, name, email, phone, postal_address, reply_channel, created_at)
     VALUES (:id, 'person', :name, :email, :phone, :address, 'mail', :at)`,
    { ...RESIDENT, at },
  );
}
