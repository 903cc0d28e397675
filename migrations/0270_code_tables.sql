-- Our codes of statuses and outcomes in other systems' words, and theirs in ours: decision tables with versions, asked when something is
-- delivered or heard, never before.

CREATE TABLE code_table (
  tenant_id      text NOT NULL DEFAULT '<default>',
  system         text NOT NULL CHECK (system IN ('crm', 'dms')),
  -- outward: our code to theirs. inward: theirs to ours.
  direction      text NOT NULL CHECK (direction IN ('outward', 'inward')),
  version        integer NOT NULL,
  -- Engine clock. Of the versions that count by then the newest does.
  effective_from timestamptz NOT NULL,
  -- DMN; decision `codes`, asked with `kind` (status, outcome) and `code`.
  xml            text NOT NULL,
  note           text,
  -- null: came with Okienko.
  published_at   timestamptz,
  published_by   text,
  PRIMARY KEY (tenant_id, system, direction, version)
);

-- The codes that a system knows, where it can't tell them itself and somebody has written them down.
CREATE TABLE peer_code_list (
  tenant_id text NOT NULL DEFAULT '<default>',
  system    text NOT NULL CHECK (system IN ('crm', 'dms')),
  kind      text NOT NULL CHECK (kind IN ('status', 'outcome')),
  codes     text[] NOT NULL,
  PRIMARY KEY (tenant_id, system, kind)
);

-- What our codes were called when it was last tried: field of the payload to their code, null where the table had none. null: nothing to translate.
ALTER TABLE outbox ADD COLUMN sent_codes jsonb;
CREATE INDEX outbox_coded ON outbox (system, created_at) WHERE action IN ('change', 'close');

-- What another system told of a case with a code that no table knows; nothing was done about it.
CREATE TABLE held_inward (
  tenant_id   text NOT NULL DEFAULT '<default>',
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  system      text NOT NULL CHECK (system IN ('crm', 'dms')),
  record_id   text NOT NULL,
  case_number text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('status', 'outcome')),
  -- The first of its codes that nobody knows.
  code        text NOT NULL,
  -- The last that was heard of it.
  heard       jsonb NOT NULL,
  first_at    timestamptz NOT NULL,
  last_at     timestamptz NOT NULL,
  UNIQUE (tenant_id, system, record_id)
);

-- What came with Okienko, from the day before all others.
CREATE FUNCTION pg_temp.code_table(name text, asked text, answer text, pairs text[]) RETURNS text LANGUAGE sql AS $$
  SELECT format($xml$<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="codes-definitions" name="%1$s" namespace="urn:okienko:codes">
  <decision id="codes" name="%1$s">
    <decisionTable id="codes-table" hitPolicy="FIRST">
      <input id="codes-in-kind" label="Co"><inputExpression id="codes-in-kind-expression" typeRef="string"><text>kind</text></inputExpression></input>
      <input id="codes-in-code" label="%2$s"><inputExpression id="codes-in-code-expression" typeRef="string"><text>code</text></inputExpression></input>
      <output id="codes-out" label="%3$s" name="code" typeRef="string" />
%4$s
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="codes-diagram"><dmndi:DMNShape id="codes-di" dmnElementRef="codes"><dc:Bounds x="160" y="100" width="180" height="80" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
$xml$, name, asked, answer, string_agg(format(
    '      <rule id="codes-%1$s"><inputEntry id="codes-%1$s-kind"><text>"%2$s"</text></inputEntry><inputEntry id="codes-%1$s-code"><text>"%3$s"</text></inputEntry><outputEntry id="codes-%1$s-out"><text>"%4$s"</text></outputEntry></rule>',
    at, split_part(pair, ' ', 1), split_part(pair, ' ', 2), split_part(pair, ' ', 3)), E'\n' ORDER BY at))
    FROM unnest(pairs) WITH ORDINALITY AS given (pair, at)
$$;

INSERT INTO code_table (system, direction, version, effective_from, xml) VALUES
  ('crm', 'outward', 1, '1970-01-01Z', pg_temp.code_table('Kody dla CRM', 'Nasz kod', 'Kod w CRM', ARRAY[
    'status open open', 'status resolved resolved', 'outcome answered RESOLVED_ANSWERED', 'outcome done RESOLVED_DONE', 'outcome not-confirmed RESOLVED_NOT_CONFIRMED',
    'outcome refused RESOLVED_REFUSED', 'outcome transferred RESOLVED_TRANSFERRED', 'outcome duplicate RESOLVED_DUPLICATE',
    'outcome withdrawn RESOLVED_WITHDRAWN', 'outcome no-reply RESOLVED_NO_REPLY', 'outcome out-of-competence RESOLVED_NOT_OURS',
    'outcome emergency RESOLVED_EMERGENCY'])),
  ('dms', 'outward', 1, '1970-01-01Z', pg_temp.code_table('Kody dla EOD', 'Nasz kod', 'Kod w EOD', ARRAY[
    'outcome answered ODP', 'outcome done ZAL', 'outcome not-confirmed NPT', 'outcome refused ODM', 'outcome transferred PRZ',
    'outcome duplicate DUP', 'outcome withdrawn WYC', 'outcome no-reply BRO', 'outcome out-of-competence PRZ', 'outcome emergency PRZ'])),
  -- With what the city's own table of the models knows beside ours, so that nothing waits which was understood until now.
  ('dms', 'inward', 1, '1970-01-01Z', pg_temp.code_table('Kody z EOD', 'Kod w EOD', 'Nasz kod', ARRAY[
    'outcome ZAL done', 'outcome ODP answered', 'outcome NPT not-confirmed', 'outcome ODM refused', 'outcome PRZ transferred',
    'outcome DUP duplicate', 'outcome WYC withdrawn', 'outcome BRO no-reply']
    || ARRAY(
      SELECT format('outcome %s %s', rule[1], rule[2])
        FROM (SELECT content FROM model_part WHERE kind = 'decisions' AND ids @> ARRAY['dms-outcome'] ORDER BY definition_key DESC LIMIT 1) newest,
             regexp_matches(newest.content,
               '<(?:\w+:)?inputEntry[^>]*>\s*<(?:\w+:)?text>\s*(?:"|&quot;)([^"&<\s]+)(?:"|&quot;)\s*</(?:\w+:)?text>\s*</(?:\w+:)?inputEntry>\s*<(?:\w+:)?outputEntry[^>]*>\s*<(?:\w+:)?text>\s*(?:"|&quot;)([^"&<\s]+)(?:"|&quot;)\s*</(?:\w+:)?text>', 'g') AS rule
       WHERE rule[2] <> 'unknown' AND rule[1] NOT IN ('ZAL', 'ODP', 'NPT', 'ODM', 'PRZ', 'DUP', 'WYC', 'BRO'))));
