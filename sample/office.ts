/** The sample office: units, people, entry points and the catalogue. They stand before the first case; no case is made here. */
import { type Database, run, transaction } from '../api/database.js';
import { hashPassword } from '../api/index.js';
import { CATALOGUE } from './catalogue/index.js';
import { QUESTIONS } from './catalogue/questions.js';

/** Of all sample people, and of them alone; only where the database is ours. */
export const SAMPLE_PASSWORD = 'demo';

export interface SamplePerson {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly unit: string;
  readonly lead?: true;
}

const CENTRE = 'contact-centre';

export const PEOPLE: readonly SamplePerson[] = [
  { login: 'frontoffice', name: 'Barbara Okienna', roles: ['front-office'], unit: CENTRE },
  { login: 'frontofficeb', name: 'Tadeusz Ladowski', roles: ['front-office'], unit: CENTRE },
  { login: 'frontofficec', name: 'Wanda Pieczątka', roles: ['front-office'], unit: CENTRE },
  { login: 'line1', name: 'Marta Słuchawska', roles: ['line-1'], unit: CENTRE },
  { login: 'line1b', name: 'Paweł Telefonik', roles: ['line-1'], unit: CENTRE },
  { login: 'line1c', name: 'Iwona Odbierska', roles: ['line-1'], unit: CENTRE },
  { login: 'line2', name: 'Grzegorz Dociekliwy', roles: ['line-2'], unit: CENTRE },
  { login: 'line2b', name: 'Renata Wyjaśniak', roles: ['line-2'], unit: CENTRE },
  { login: 'line2c', name: 'Olgierd Sprawdzacz', roles: ['line-2'], unit: CENTRE },
  { login: 'department', name: 'Zofia Drogowska', roles: ['department'], unit: 'roads' },
  { login: 'departmentb', name: 'Henryk Zielonka', roles: ['department'], unit: 'environment' },
  { login: 'departmentc', name: 'Jadwiga Aktowa', roles: ['department'], unit: 'civil-affairs' },
  { login: 'lead', name: 'Katarzyna Prowadząca', roles: ['front-office', 'line-1', 'line-2'], unit: CENTRE, lead: true },
  { login: 'leadroads', name: 'Roman Kierownik', roles: ['department'], unit: 'roads', lead: true },
  { login: 'leadenvironment', name: 'Lidia Kierowniczka', roles: ['department'], unit: 'environment', lead: true },
  { login: 'leadcivil', name: 'Artur Naczelny', roles: ['department'], unit: 'civil-affairs', lead: true },
  { login: 'owner', name: 'Elżbieta Procesowa', roles: ['owner'], unit: CENTRE },
  { login: 'auditor', name: 'Stefan Kontrolny', roles: ['auditor'], unit: CENTRE },
  { login: 'admin', name: 'Anna Administracyjna', roles: ['admin'], unit: CENTRE },
];

const UNITS = [
  {
    id: CENTRE,
    name: 'Centrum Kontaktu z Mieszkańcami',
    symbol: 'CKM',
    kind: 'contact-centre',
    phone: '42 000 00 00',
    competence: 'Przyjmuje kontakty, odpowiada, przekazuje.',
  },
  {
    id: 'roads',
    name: 'Wydział Dróg i Transportu',
    symbol: 'WDT',
    kind: 'department',
    phone: '42 000 01 00',
    competence: 'Jezdnie, chodniki, oświetlenie, znaki, komunikacja.',
  },
  {
    id: 'environment',
    name: 'Wydział Środowiska i Odpadów',
    symbol: 'WSR',
    kind: 'department',
    phone: '42 000 02 00',
    competence: 'Odpady, zieleń, zwierzęta, powietrze, hałas.',
  },
  {
    id: 'civil-affairs',
    name: 'Wydział Spraw Obywatelskich',
    symbol: 'WSO',
    kind: 'department',
    phone: '42 000 03 00',
    competence: 'Dokumenty, meldunki, stan cywilny, wybory.',
  },
] as const;

/** `share`: of a hundred contacts. */
export const ENTRY_POINTS = [
  { id: 'hotline', share: 45, name: 'Infolinia', channel: 'phone', location: 'Centrum Kontaktu', tool: 'centrala telefoniczna' },
  { id: 'chat', share: 10, name: 'Czat na stronie miasta', channel: 'chat', location: 'Centrum Kontaktu', tool: 'czat' },
  {
    id: 'counter-centre',
    share: 12,
    name: 'Sala obsługi, Śródmieście',
    channel: 'counter',
    location: 'Śródmieście',
    tool: 'system kolejkowy',
  },
  { id: 'counter-north', share: 8, name: 'Sala obsługi, Bałuty', channel: 'counter', location: 'Bałuty', tool: 'system kolejkowy' },
  { id: 'mail', share: 13, name: 'Skrzynka kontakt', channel: 'mail', location: 'Centrum Kontaktu', tool: 'poczta elektroniczna' },
  { id: 'letters', share: 6, name: 'Kancelaria', channel: 'letter', location: 'Śródmieście', tool: 'skaner' },
  { id: 'web', share: 6, name: 'Formularz na stronie', channel: 'web', location: 'strona miasta', tool: 'formularz' },
] as const;

export async function openOffice(db: Database, atMs: number): Promise<void> {
  const hash = await hashPassword(SAMPLE_PASSWORD);
  await transaction(db, async (on) => {
    for (const unit of UNITS) {
      await run(
        on,
        `INSERT INTO unit (id, name, symbol, kind, hours, phone, competence)
         VALUES (:id, :name, :symbol, :kind, 'pn.–pt. 8–16', :phone, :competence)`,
        unit,
      );
    }
    for (const { login, name, roles, unit, lead = false } of PEOPLE) {
      await run(
        on,
        `INSERT INTO person (login, name, email, password_hash, roles, unit_id, tier_lead, sample, created_at)
         VALUES (:login, :name, :email, :hash, :roles, :unit, :lead, true, :at)`,
        { login, name, email: `${login}@okienko.example`, hash, roles, unit, lead, at: new Date(atMs) },
      );
    }
    // Who leads a sample unit is its lead.
    await run(on, 'UPDATE unit SET head = p.login FROM person p WHERE p.unit_id = unit.id AND p.tier_lead AND p.sample');
    for (const { share: _, ...point } of ENTRY_POINTS) {
      await run(
        on,
        `INSERT INTO entry_point (id, name, location, tool, channel, data_collected)
         VALUES (:id, :name, :location, :tool, :channel, 'imię i nazwisko, kontakt, treść sprawy')`,
        point,
      );
    }
    for (const { code, name, caseType, handling, department, answer, promise, ask, bring, keywords, filing } of CATALOGUE) {
      await run(
        on,
        `INSERT INTO classification (code, name, case_type, handling, department, approved_answer, promise, ask, bring, keywords, questions,
           jrwa_class, archive_category)
         VALUES (:code, :name, :caseType, :handling, :department, :answer, :promise, :ask, :bring, :keywords, CAST(:questions AS jsonb),
           :jrwaClass, :archiveCategory)`,
        {
          questions: JSON.stringify(QUESTIONS[code] ?? []),
          ...filing,
          code,
          name,
          caseType,
          handling,
          department,
          answer,
          promise,
          ask,
          bring,
          keywords,
        },
      );
    }
  });
}
