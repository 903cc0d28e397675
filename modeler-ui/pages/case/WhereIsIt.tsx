/** "Gdzie jest sprawa", for those who ask: folded until then, and nothing of it is loaded before. */
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import { strings } from './document-strings.js';

const CasePath = lazy(() => import('./CasePath.js'));

export function WhereIsIt({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const mayRead = useMay('history.read');
  const [isShown, setShown] = useState(false);
  if (!mayRead) return null;
  return (
    <Card title={t('where.title')}>
      <div>
        <Button onPress={() => setShown(!isShown)} aria-expanded={isShown}>
          {t(isShown ? 'where.hide' : 'where.show')}
        </Button>
      </div>
      {isShown && (
        <Suspense fallback={<p role="status">{t('where.loading')}</p>}>
          <CasePath number={number} />
        </Suspense>
      )}
    </Card>
  );
}
