/** The same as the diagram shows, as a table: each step with its cases; choosing one lists them. */
import { Button } from '../../components/Button/Button.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { useStrings } from '../../i18n/language.js';
import type { Place } from './queries.js';
import { strings } from './strings.js';

interface PlaceTableProps {
  readonly places: readonly Place[];
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
}

const COUNTS = ['cases', 'late', 'stuck', 'failed'] as const;

export function PlaceTable({ places, selected, onSelect }: PlaceTableProps) {
  const t = useStrings(strings);
  return (
    <div>
      <h2>{t('places')}</h2>
      <PlainTable
        label={t('places')}
        rows={places}
        keyOf={({ element }) => element}
        current={selected}
        columns={[
          {
            id: 'step',
            title: t('column.step'),
            cell: ({ element, elementName }) => (
              <Button kind="quiet" aria-pressed={selected === element} onPress={() => onSelect(element)}>
                <span title={element}>{elementName}</span>
              </Button>
            ),
          },
          ...COUNTS.map((id) => ({ id, title: t(`column.${id}`), isNumber: true, cell: (place: Place) => place[id] })),
        ]}
      />
    </div>
  );
}
