/** A published form as a clerk sees it. */
import { FormPreview } from '../../forms/FormPreview.js';
import { readForm } from '../../forms/schema.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

export default function PublishedForm({ content }: { readonly content: string }) {
  const t = useStrings(strings);
  const form = readForm(content);
  if (form === undefined) return <p>{t('form.unreadable')}</p>;
  return <FormPreview title={t('form.preview')} components={form.components} />;
}
