/** A published form as a clerk sees it. */
import { FormPreview } from '../../forms/FormPreview.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

export default function PublishedForm({ content }: { readonly content: string }) {
  const t = useStrings(strings);
  const components = componentsOf(content);
  if (components === undefined) return <p>{t('form.unreadable')}</p>;
  return <FormPreview title={t('form.preview')} components={components} />;
}

function componentsOf(content: string): Parameters<typeof FormPreview>[0]['components'] | undefined {
  try {
    const form: unknown = JSON.parse(content);
    if (typeof form !== 'object' || form === null || !('components' in form) || !Array.isArray(form.components)) return undefined;
    return form.components;
  } catch {
    return undefined;
  }
}
