/** A process as it is drawn, from the question for its XML: with what stands there until both the text and bpmn-js are here. */
import { type ComponentProps, lazy, Suspense } from 'react';
import { Loading } from '../../components/Loading/Loading.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './strings.js';

const Diagram = lazy(() => import('./Diagram.js'));

interface DiagramOfProps extends Omit<ComponentProps<typeof Diagram>, 'xml'> {
  readonly xml: ComponentProps<typeof Loading>['of'] & { readonly data: string | undefined };
}

export function DiagramOf({ xml, ...drawn }: DiagramOfProps) {
  const t = useStrings(strings);
  if (xml.data === undefined) return <Loading of={xml} lines={8} />;
  return (
    <Suspense fallback={<p role="status">{t('diagram.loading')}</p>}>
      <Diagram xml={xml.data} {...drawn} />
    </Suspense>
  );
}
