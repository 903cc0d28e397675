/** What was found, as places to go to, in groups. */
import { meansSame } from '../i18n/search.js';
import type { Found } from './queries.js';

export interface Target {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  /** Beside the name: what tells two alike apart. */
  readonly more: string;
}

export type GroupId = 'recent' | 'pages' | 'cases' | 'residents' | 'articles' | 'case-types' | 'people' | 'external-cases';

export interface TargetGroup {
  readonly id: GroupId;
  readonly targets: readonly Target[];
}

export interface NamedPage {
  readonly href: string;
  readonly name: string;
}

export function groupsOf(typed: string, pages: readonly NamedPage[], found: Found | undefined): readonly TargetGroup[] {
  const named = pages
    .filter(({ name }) => typed === '' || meansSame(name, typed))
    .map(({ href, name }) => ({ id: `page ${href}`, href, name, more: '' }));
  const cases = (found?.cases ?? []).map(({ number, classification }) => ({
    id: `case ${number}`,
    href: `/cases/${number}`,
    name: number,
    more: classification,
  }));
  const residents = (found?.residents ?? []).map(({ id, name, phone, email, postalAddress }) => ({
    id: `resident ${id}`,
    href: `/residents/${id}`,
    name,
    more: [phone, email, postalAddress].filter((one) => one !== null).join(' · '),
  }));
  const groups: readonly TargetGroup[] =
    found?.recent === true
      ? [
          { id: 'recent', targets: [...cases, ...residents] },
          { id: 'pages', targets: named },
        ]
      : [
          { id: 'cases', targets: cases },
          { id: 'residents', targets: residents },
          {
            id: 'external-cases',
            targets: (found?.externalCases ?? []).map(({ system, externalId, number, title, caseNumber }) => ({
              id: `external ${system} ${externalId}`,
              href: caseNumber === null ? `/external-cases?q=${encodeURIComponent(number ?? externalId)}` : `/cases/${caseNumber}`,
              name: `${system} ${number ?? externalId}`,
              more: title,
            })),
          },
          { id: 'pages', targets: named },
          {
            id: 'articles',
            targets: (found?.articles ?? []).map(({ code, name }) => ({
              id: `article ${code}`,
              href: `/knowledge?entry=${encodeURIComponent(code)}`,
              name,
              more: '',
            })),
          },
          {
            id: 'case-types',
            targets: (found?.caseTypes ?? []).map(({ id, name }) => ({
              id: `type ${id}`,
              href: `/case-types?of=${encodeURIComponent(id)}`,
              name,
              more: '',
            })),
          },
          {
            id: 'people',
            targets: (found?.people ?? []).map(({ login, name }) => ({
              id: `person ${login}`,
              href: `/people?person=${encodeURIComponent(login)}`,
              name,
              more: login,
            })),
          },
        ];
  return groups.filter(({ targets }) => targets.length > 0);
}
