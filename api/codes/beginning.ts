/** What somebody begins a table with where there is none: each code of theirs that ours becomes today, the other way round. */
import { CODE_KINDS } from '../../workers/index.js';
import type { Services } from '../services.js';
import { ourCodes } from './our-codes.js';
import type { TableKey } from './tables.js';

const NAMES = { crm: 'CRM', dms: 'EOD' } as const;

export async function beginningOf(api: Services, { system }: TableKey): Promise<string> {
  const ours = await ourCodes(api);
  const rules: string[] = [];
  const taken = new Set<string>();
  for (const kind of CODE_KINDS) {
    for (const code of ours[kind].told) {
      const theirs = await api.codes.theirs(system, { kind, code }, api.clock.now());
      const asked = `${kind} ${theirs}`;
      if (theirs === undefined || taken.has(asked)) continue;
      taken.add(asked);
      rules.push(rule(rules.length + 1, kind, theirs, code));
    }
  }
  const name = `Kody z ${NAMES[system]}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="codes-definitions" name="${name}" namespace="urn:okienko:codes">
  <decision id="codes" name="${name}">
    <decisionTable id="codes-table" hitPolicy="FIRST">
      <input id="codes-in-kind" label="Co"><inputExpression id="codes-in-kind-expression" typeRef="string"><text>kind</text></inputExpression></input>
      <input id="codes-in-code" label="Kod w ${NAMES[system]}"><inputExpression id="codes-in-code-expression" typeRef="string"><text>code</text></inputExpression></input>
      <output id="codes-out" label="Nasz kod" name="code" typeRef="string" />
${rules.join('\n')}
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="codes-diagram"><dmndi:DMNShape id="codes-di" dmnElementRef="codes"><dc:Bounds x="160" y="100" width="180" height="80" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
`;
}

function rule(at: number, kind: string, code: string, answer: string): string {
  const id = `codes-${at}`;
  const entry = (tag: string, part: string, text: string) => `<${tag} id="${id}-${part}"><text>${literal(text)}</text></${tag}>`;
  return `      <rule id="${id}">${entry('inputEntry', 'kind', kind)}${entry('inputEntry', 'code', code)}${entry('outputEntry', 'out', answer)}</rule>`;
}

/** A text of FEEL in XML. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
