/** Who a resident is, how that was checked, and how one reaches them. */
import { Card } from '../../components/Card/Card.js';
import { Facts } from '../../components/Facts/Facts.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import type { ResidentWithCases } from '../../residents/residents.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings } from './strings.js';

export function Person({ resident }: { readonly resident: ResidentWithCases }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const { verified } = resident;
  const how = verified?.how ?? resident.verification;
  return (
    <>
      <Card title={t('identity')}>
        <Facts
          facts={[
            { name: t('kind'), value: t(`kind.${resident.kind}`) },
            { name: t('verified'), value: knownText(words, tWords, 'verification', how) },
            {
              name: t('verified.last'),
              value:
                verified === null ? null : (
                  <>
                    <When at={verified.at} />, {nameOf(verified.by)}
                  </>
                ),
            },
            { name: t('since'), value: <When at={resident.createdAt} dayOnly /> },
          ]}
        />
      </Card>
      <Card title={t('contact')}>
        <Facts
          facts={[
            { name: t('phone'), value: resident.phone },
            { name: t('email'), value: resident.email },
            { name: t('address'), value: resident.postalAddress },
            { name: t('reply'), value: knownText(words, tWords, 'channel', resident.replyChannel) },
          ]}
        />
      </Card>
    </>
  );
}
