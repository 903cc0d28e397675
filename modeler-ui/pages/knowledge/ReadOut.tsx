/** *Przeczytane rozmówcy*: the article was read out, so the conversation in hand keeps it, and the case that comes of it. */
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Classification } from '../../catalogue/classifications.js';
import { Button } from '../../components/Button/Button.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { timeOfDay } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { readToCaller } from '../desk/read-to-caller.js';
import { strings } from './strings.js';

export function ReadOut({ entry }: { readonly entry: Classification }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const { roles } = useSession().person;
  const read = useMutation({
    mutationFn: () => readToCaller(entry.code, roles),
    onSuccess: (startedAt) =>
      toasts.add(
        {
          message: t('read.done', { name: entry.name, time: timeOfDay(language, new Date(startedAt)) }),
          action: { label: t('read.back'), act: () => navigate('/desk') },
        },
        { timeout: TOAST_MS },
      ),
    onError: (error) => toasts.add({ message: t('read.failed', { why: error.message }) }),
  });
  return (
    <Button onPress={() => read.mutate()} isPending={read.isPending}>
      {t('read')}
    </Button>
  );
}
