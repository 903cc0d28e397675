/** The reference process of the benchmark and the crash tests: start → job → gateway with one FEEL condition → user task → job → end. */
export const REFERENCE_PROCESS_ID = 'reference';

export const REFERENCE_BPMN = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="https://okienko.example/reference">
  <bpmn:process id="${REFERENCE_PROCESS_ID}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>toA</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="toA" sourceRef="start" targetRef="register" />
    <bpmn:serviceTask id="register">
      <bpmn:extensionElements><zeebe:taskDefinition type="register" /></bpmn:extensionElements>
      <bpmn:incoming>toA</bpmn:incoming><bpmn:outgoing>toGateway</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="toGateway" sourceRef="register" targetRef="large" />
    <bpmn:exclusiveGateway id="large" default="small">
      <bpmn:incoming>toGateway</bpmn:incoming><bpmn:outgoing>toReview</bpmn:outgoing><bpmn:outgoing>small</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="toReview" sourceRef="large" targetRef="review">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= amount &gt; 100</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="small" sourceRef="large" targetRef="notify" />
    <bpmn:userTask id="review">
      <bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements>
      <bpmn:incoming>toReview</bpmn:incoming><bpmn:outgoing>reviewed</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="reviewed" sourceRef="review" targetRef="notify" />
    <bpmn:serviceTask id="notify">
      <bpmn:extensionElements><zeebe:taskDefinition type="notify" /></bpmn:extensionElements>
      <bpmn:incoming>small</bpmn:incoming><bpmn:incoming>reviewed</bpmn:incoming><bpmn:outgoing>toEnd</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="toEnd" sourceRef="notify" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>toEnd</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
`);
