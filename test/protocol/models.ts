/** Small BPMN models for the protocol tests, as text. */

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://okienko.test">';

function definitions(content: string): Buffer {
  return Buffer.from(`${HEAD}${content}</bpmn:definitions>`);
}

/** start → service task `work` → end. */
export function oneJob(processId: string, jobType: string): Buffer {
  return definitions(
    `<bpmn:process id="${processId}" isExecutable="true">
      <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="to_work" sourceRef="start" targetRef="work"/>
      <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="${jobType}"/><zeebe:taskHeaders><zeebe:header key="desk" value="7"/></zeebe:taskHeaders></bpmn:extensionElements></bpmn:serviceTask>
      <bpmn:sequenceFlow id="to_end" sourceRef="work" targetRef="end"/><bpmn:endEvent id="end"/>
    </bpmn:process>`,
  );
}

/** Two jobs, the second with an input mapping that copies variable `id` to `copy`. */
export function copyingJobs(processId: string): Buffer {
  return definitions(
    `<bpmn:process id="${processId}" isExecutable="true">
      <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="to_first" sourceRef="start" targetRef="first"/>
      <bpmn:serviceTask id="first"><bpmn:extensionElements><zeebe:taskDefinition type="${processId}-first"/></bpmn:extensionElements></bpmn:serviceTask>
      <bpmn:sequenceFlow id="to_second" sourceRef="first" targetRef="second"/>
      <bpmn:serviceTask id="second"><bpmn:extensionElements><zeebe:taskDefinition type="${processId}-second"/>
        <zeebe:ioMapping><zeebe:input source="=id" target="copy"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>
      <bpmn:sequenceFlow id="to_end" sourceRef="second" targetRef="end"/><bpmn:endEvent id="end"/>
    </bpmn:process>`,
  );
}

/** As {@link oneJob}, with a boundary event on `work` that catches error `REFUSED` and leads to job `${jobType}-refused`. */
export function jobWithBoundaryError(processId: string, jobType: string): Buffer {
  return definitions(
    `<bpmn:error id="refused" errorCode="REFUSED"/>
    <bpmn:process id="${processId}" isExecutable="true">
      <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="to_work" sourceRef="start" targetRef="work"/>
      <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="${jobType}"/></bpmn:extensionElements></bpmn:serviceTask>
      <bpmn:sequenceFlow id="to_end" sourceRef="work" targetRef="end"/><bpmn:endEvent id="end"/>
      <bpmn:boundaryEvent id="on_refused" attachedToRef="work">
        <bpmn:extensionElements><zeebe:ioMapping><zeebe:output source="=entry" target="entry"/></zeebe:ioMapping></bpmn:extensionElements>
        <bpmn:errorEventDefinition errorRef="refused"/></bpmn:boundaryEvent>
      <bpmn:sequenceFlow id="to_refused" sourceRef="on_refused" targetRef="refused_work"/>
      <bpmn:serviceTask id="refused_work"><bpmn:extensionElements><zeebe:taskDefinition type="${jobType}-refused"/></bpmn:extensionElements></bpmn:serviceTask>
      <bpmn:sequenceFlow id="to_refused_end" sourceRef="refused_work" targetRef="refused_end"/><bpmn:endEvent id="refused_end"/>
    </bpmn:process>`,
  );
}

/** start → catch message by variable `key` → end. */
export function oneMessage(processId: string, messageName: string): Buffer {
  return definitions(
    `<bpmn:message id="awaited" name="${messageName}"><bpmn:extensionElements><zeebe:subscription correlationKey="=key"/></bpmn:extensionElements></bpmn:message>
    <bpmn:process id="${processId}" isExecutable="true">
      <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="to_wait" sourceRef="start" targetRef="wait"/>
      <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition id="wait_for" messageRef="awaited"/></bpmn:intermediateCatchEvent>
      <bpmn:sequenceFlow id="to_end" sourceRef="wait" targetRef="end"/><bpmn:endEvent id="end"/>
    </bpmn:process>`,
  );
}

/** A service task `no_type` without a job type and a condition at flow `broken` that isn't FEEL. */
export function twoFaults(processId: string): Buffer {
  return definitions(
    `<bpmn:process id="${processId}" isExecutable="true">
      <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="to_task" sourceRef="start" targetRef="no_type"/>
      <bpmn:serviceTask id="no_type"/>
      <bpmn:sequenceFlow id="to_gateway" sourceRef="no_type" targetRef="gateway"/>
      <bpmn:exclusiveGateway id="gateway" default="other"/>
      <bpmn:sequenceFlow id="broken" sourceRef="gateway" targetRef="end"><bpmn:conditionExpression>= 1 +</bpmn:conditionExpression></bpmn:sequenceFlow>
      <bpmn:sequenceFlow id="other" sourceRef="gateway" targetRef="end"/><bpmn:endEvent id="end"/>
    </bpmn:process>`,
  );
}

/** A decision table with one rule: its result is `"line1"`. */
export function oneDecision(requirementsId: string, decisionId: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${requirementsId}" name="Tiers" namespace="http://okienko.test">
      <decision id="${decisionId}" name="Tier"><decisionTable id="table">
        <output id="output" name="tier" typeRef="string"/>
        <rule id="rule"><outputEntry id="entry"><text>"line1"</text></outputEntry></rule>
      </decisionTable></decision>
    </definitions>`,
  );
}
