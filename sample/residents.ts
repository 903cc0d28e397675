/** Invented residents on real streets of Łódź. Nobody of these names lives there as far as we know; addresses of mail lead nowhere. */
import type { Chance } from './chance.js';

const WOMEN = [
  'Aldona',
  'Bogusława',
  'Celina',
  'Danuta',
  'Eliza',
  'Felicja',
  'Gabriela',
  'Halina',
  'Izabela',
  'Jolanta',
  'Kinga',
  'Liliana',
];
const MEN = ['Alojzy', 'Borys', 'Cezary', 'Damian', 'Emil', 'Feliks', 'Gustaw', 'Hubert', 'Ireneusz', 'Jarosław', 'Kajetan', 'Leon'];
const SURNAMES = [
  'Brzozolas',
  'Chmurzyk',
  'Deszczuk',
  'Fiołkiewicz',
  'Gruszczyn',
  'Jagodnik',
  'Kamykowicz',
  'Lipcewicz',
  'Mgliszczak',
  'Orzechaniec',
  'Potoczny',
  'Rosochaty',
];
const STREETS = [
  'Piotrkowska',
  'Zgierska',
  'Pabianicka',
  'Rzgowska',
  'Limanowskiego',
  'Wojska Polskiego',
  'Narutowicza',
  'Kilińskiego',
  'Gdańska',
  'Wólczańska',
  'Zachodnia',
  'Legionów',
  'Retkińska',
  'Wyszyńskiego',
  'Bandurskiego',
  'Dąbrowskiego',
  'Tatrzańska',
  'Przybyszewskiego',
  'Śmigłego-Rydza',
  'Pomorska',
] as const;

export interface NewResident {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly postalAddress: string | null;
  readonly replyChannel: 'mail' | 'sms' | 'letter' | 'phone';
  readonly verification: 'none' | 'document' | 'questions';
}

export function inventResidents(chance: Chance, count: number): readonly NewResident[] {
  return Array.from({ length: count }, (_, index) => {
    const woman = index % 2 === 0;
    // 24 first names and 12 surnames that go round at different speeds: no name comes twice within 144.
    const first = (woman ? WOMEN : MEN)[Math.floor(index / 2) % 12] ?? '';
    const last = SURNAMES[(Math.floor(index / 2) + Math.floor(index / 24)) % 12] ?? '';
    const replyChannel = chance.weighted([
      [55, 'mail'],
      [20, 'sms'],
      [12, 'phone'],
      [13, 'letter'],
    ] as const);
    return {
      name: `${first} ${last}`,
      email: replyChannel === 'mail' || chance.happens(0.5) ? `mieszkaniec${index + 1}@lodz.example` : null,
      phone:
        replyChannel === 'sms' || replyChannel === 'phone' || chance.happens(0.7) ? `500 000 ${String(index + 1).padStart(3, '0')}` : null,
      postalAddress: replyChannel === 'letter' || chance.happens(0.8) ? inventAddress(chance) : null,
      replyChannel,
      verification: chance.weighted([
        [70, 'none'],
        [20, 'questions'],
        [10, 'document'],
      ] as const),
    };
  });
}

export function inventAddress(chance: Chance): string {
  return `ul. ${chance.one(STREETS)} ${chance.whole(1, 180)}, Łódź`;
}
