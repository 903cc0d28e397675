/** A case that waits for a reply: for what, since when, until when; and that the reply is here, when it came past the system. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { strings } from './ask-strings.js';
import { type Case, datesQuery, endWait } from './queries.js';

export function Waiting({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const mayEnd = useMay('case.write');
  const pause = useQuery(datesQuery(theCase.number)).data?.pauses.find(({ state }) => state === 'open');
  const end = useMutation({
    mutationFn: () => endWait(theCase.number, null),
    onSuccess: () => toasts.add({ message: t('waiting.ended') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['case', theCase.number] }), client.invalidateQueries({ queryKey: ['tasks'] })]),
  });
  const ofResident = theCase.pausedKind === 'resident';
  return (
    <>
      <Banner
        tone="info"
        action={
          mayEnd && (
            <Button onPress={() => end.mutate()} isPending={end.isPending}>
              {t('waiting.end')}
            </Button>
          )
        }
      >
        {t(ofResident ? 'waiting.resident' : 'waiting.office')} {ofResident && t('waiting.contact')}
      </Banner>
      {pause !== undefined && (
        <Facts
          facts={[
            { name: t('office'), value: pause.office },
            { name: t('waiting.missing'), value: pause.missing },
            { name: t('waiting.since'), value: pause.from === null ? null : <When at={pause.from} /> },
            { name: t('waiting.until'), value: <When at={pause.until} /> },
            { name: t('waiting.by'), value: nameOf(pause.by) },
          ]}
        />
      )}
    </>
  );
}
