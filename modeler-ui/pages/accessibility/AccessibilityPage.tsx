/** The accessibility statement that Polish law asks of every public page. */
import { PublicFrame } from '../../app/PublicFrame.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

const PARTS = ['standard', 'checked', 'not-checked'] as const;

export default function AccessibilityPage() {
  const t = useStrings(strings);
  return (
    <PublicFrame title={t('title')}>
      <p>{t('intro')}</p>
      {PARTS.map((part) => (
        <section key={part}>
          <h2>{t(`${part}.title`)}</h2>
          <p>{t(part)}</p>
        </section>
      ))}
      <section>
        <h2>{t('limits.title')}</h2>
        <ul>
          <li>{t('limits.diagram')}</li>
          <li>{t('limits.language')}</li>
        </ul>
      </section>
      <section>
        <h2>{t('keys.title')}</h2>
        <p>{t('keys')}</p>
      </section>
      <section>
        <h2>{t('help.title')}</h2>
        <p>{t('help')}</p>
      </section>
    </PublicFrame>
  );
}
