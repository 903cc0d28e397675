/** How the case stood at the moment that the page shows. */
import { Card } from '../../components/Card/Card.js';
import { Facts } from '../../components/Facts/Facts.js';
import { useStrings } from '../../i18n/language.js';
import { FIELDS, type Standing } from './changes.js';
import { strings } from './strings.js';
import { useValueWords } from './use-row-words.js';

export function StandingNow({ standing }: { readonly standing: Standing }) {
  const t = useStrings(strings);
  const wordsFor = useValueWords();
  return (
    <Card title={t('standing.title')}>
      <Facts
        facts={FIELDS.map((field) => ({
          name: t(`field.${field}`),
          value: standing[field] === null ? null : wordsFor(field, standing[field]),
        }))}
      />
    </Card>
  );
}
