/** Takes the list away as CSV, in words, with the codes behind them at the end; the texts of people stay here. */
import { Button } from '../../components/Button/Button.js';
import { csvOf, saveFile } from '../../files/csv.js';
import { sortableDateTime } from '../../i18n/dates.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames, useSession } from '../../session/session.js';
import type { Row } from './rows.js';
import { strings } from './strings.js';
import { useRowWords, useTelling, useValueWords } from './use-row-words.js';

const COLUMNS = ['at', 'kind', 'who', 'what', 'version', 'left-at', 'changes', 'login', 'code'] as const;

export function ExportButton({ rows }: { readonly rows: readonly Row[] }) {
  const t = useStrings(strings);
  const { person } = useSession();
  const { history, untilMs } = useTelling();
  const words = useRowWords();
  const valueWords = useValueWords();
  const nameOf = usePeopleNames();
  const save = () => {
    const header = t('export.header', {
      number: history.number,
      at: sortableDateTime(new Date(untilMs)),
      now: sortableDateTime(new Date()),
      person: person.name,
    });
    const lines = rows.map((row) => {
      const { what, version } = words(row);
      const changes = row.changes.map(
        ({ field, before, after }) => `${t(`field.${field}`)}: ${valueWords(field, before)} → ${valueWords(field, after)}`,
      );
      const leftAt = row.step?.leftAt ?? null;
      return [
        sortableDateTime(new Date(row.at)),
        t(`row.${row.kind}`),
        row.entry === null ? '' : nameOf(row.entry.actor),
        what,
        version,
        leftAt === null ? '' : sortableDateTime(new Date(leftAt)),
        changes.join('; '),
        row.entry?.actor ?? '',
        row.entry?.act ?? row.step?.element ?? '',
      ];
    });
    const columns = COLUMNS.map((column) => t(`export.${column}`));
    saveFile(`historia-${history.number}.csv`, csvOf([[`# ${header}`], columns, ...lines]));
  };
  return (
    <Button kind="primary" onPress={save}>
      {t('export')}
    </Button>
  );
}
