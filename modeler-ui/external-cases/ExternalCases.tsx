/** The card of a case's or a resident's cases in other systems; not there when there are none. */
import { useQuery } from '@tanstack/react-query';
import { Card } from '../components/Card/Card.js';
import { useStrings } from '../i18n/language.js';
import { ExternalCaseList } from './ExternalCaseList.js';
import { externalOfCaseQuery, externalOfResidentQuery } from './queries.js';
import { strings } from './strings.js';

export function ExternalCasesOfCase({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const cases = useQuery(externalOfCaseQuery(number)).data ?? [];
  if (cases.length === 0) return null;
  return (
    <Card title={t('title')}>
      <ExternalCaseList cases={cases} here={number} />
    </Card>
  );
}

export function ExternalCasesOfResident({ id }: { readonly id: string }) {
  const t = useStrings(strings);
  const cases = useQuery(externalOfResidentQuery(id)).data ?? [];
  if (cases.length === 0) return null;
  return (
    <Card title={t('title')}>
      <ExternalCaseList cases={cases} />
    </Card>
  );
}
