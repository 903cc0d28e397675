/** What the parser can't hold of the reference models, so that a save loses it, by file and element; the modeler shows it before it saves. */

export const PARSER_LOSSES: Readonly<Record<string, readonly string[]>> = {
  'B.2.0.bpmn': ['E1373638081031__09e7cb23-4a1b-4165-b93a-cf635c223ee5: messageVisibleKind="initiating"'],
  'C.8.1.bpmn': [
    '_83f1c680-7e06-4a9a-9206-396ed8155a71: <outMessageRef>',
    '_a0e96e19-a01f-4dde-b613-0b774e8d350b: <outMessageRef>',
    '_04bf649c-423c-4312-b813-cf585ce5a82f: <outMessageRef>',
    '_ac0fe901-da4a-4b3b-93e4-49df342fec22: <formalExpression>',
    '_d4aecb6e-8641-4d7a-af45-dcfae1d639ea: constraintsType="enumeration"',
    '_d4aecb6e-8641-4d7a-af45-dcfae1d639ea: constraintsType="enumeration"',
  ],
};
