/** Two things that the sample office knows of at the end of its story: an outage that is on, and planned works. */
import { randomUUID } from 'node:crypto';
import { type Database, run } from '../api/database.js';

const HOUR_MS = 3_600_000;

export async function enterOutages(db: Database, nowMs: number): Promise<void> {
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const outages = [
    {
      title: 'Awaria oświetlenia, Śródmieście',
      planned: false,
      classifications: ['roads.street-light', 'roads.traffic-light'],
      streets: ['ul. Piotrkowska', 'ul. Narutowicza', 'al. Kościuszki'],
      fromHours: -5,
      toHours: 7,
      say: 'Wiemy o awarii. Ekipa już pracuje. Światło wróci jeszcze dziś. Nie trzeba nic więcej zgłaszać.',
    },
    {
      title: 'Zmiana dni odbioru odpadów, Bałuty',
      planned: true,
      classifications: ['environment.waste-missed'],
      streets: ['ul. Zgierska', 'ul. Limanowskiego', 'ul. Wojska Polskiego'],
      fromHours: -48,
      toHours: 120,
      say: 'W tym tygodniu odbieramy odpady dzień później z powodu remontu. Proszę zostawić pojemniki do jutra.',
    },
  ];
  for (const { fromHours, toHours, ...outage } of outages) {
    await run(
      db,
      `INSERT INTO outage (id, title, planned, classifications, streets, starts_at, ends_at, say, entered_by, entered_at)
       VALUES (:id, :title, :planned, CAST(:classifications AS text[]), CAST(:streets AS text[]), :startsAt, :endsAt, :say, 'line1', :startsAt)`,
      { ...outage, id: randomUUID(), startsAt: new Date(hourMs + fromHours * HOUR_MS), endsAt: new Date(hourMs + toHours * HOUR_MS) },
    );
  }
}
