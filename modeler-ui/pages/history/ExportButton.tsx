/** Takes the list away as CSV: codes, dates and what changed; the texts of people stay here. */
import { Button } from '../../components/Button/Button.js';
import { csvOf, saveFile } from '../../files/csv.js';
import { useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import type { Row } from './rows.js';
import { strings } from './strings.js';
import { useRowWords, useTelling } from './use-row-words.js';

export function ExportButton({ rows }: { readonly rows: readonly Row[] }) {
  const t = useStrings(strings);
  const { person } = useSession();
  const { history, untilMs } = useTelling();
  const words = useRowWords();
  const save = () => {
    const header = t('export.header', {
      number: history.number,
      at: new Date(untilMs).toISOString(),
      now: new Date().toISOString(),
      person: person.login,
    });
    const lines = rows.map((row) => {
      const { what, version } = words(row);
      const changes = row.changes.map(({ field, before, after }) => `${field}: ${before ?? ''} → ${after ?? ''}`).join('; ');
      return [
        row.at,
        row.kind,
        row.entry?.actor ?? '',
        row.entry?.act ?? row.step?.element ?? '',
        what,
        version,
        row.step?.leftAt ?? '',
        changes,
      ];
    });
    const columns = ['at', 'kind', 'actor', 'act', 'what', 'version', 'left_at', 'changes'];
    saveFile(`historia-${history.number}.csv`, csvOf([[`# ${header}`], columns, ...lines]));
  };
  return (
    <Button kind="primary" onPress={save}>
      {t('export')}
    </Button>
  );
}
