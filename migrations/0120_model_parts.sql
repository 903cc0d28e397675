-- Forms and files of decision tables: what is published of them, and what a draft changes.

CREATE TABLE model_part (
  tenant_id      text NOT NULL DEFAULT '<default>',
  engine         text NOT NULL,
  -- The engine's key of a form, or of a file of decisions.
  definition_key bigint NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('form', 'decisions')),
  -- The form's id, or the ids of the decisions in the file.
  ids            text[] NOT NULL,
  -- Beside ids. A form has none but its id.
  names          text[] NOT NULL,
  version        integer NOT NULL,
  resource_name  text NOT NULL,
  content        text NOT NULL,
  deployed_at    timestamptz,
  deployed_by    text,
  change_note    text,
  PRIMARY KEY (tenant_id, engine, definition_key)
);
CREATE INDEX model_part_ids ON model_part USING gin (ids);

-- What was published before this table was there. Its time stands in the models that came with it.
INSERT INTO model_part (tenant_id, engine, definition_key, kind, ids, names, version, resource_name, content, deployed_at, deployed_by, change_note)
SELECT f.tenant_id, 'embedded', f.key, 'form', ARRAY[f.form_id], ARRAY[f.form_id], f.version, f.resource_name, convert_from(f.schema, 'UTF8'),
       m.deployed_at, m.deployed_by, m.change_note
  FROM form_definition f
  LEFT JOIN LATERAL (
    SELECT m.deployed_at, m.deployed_by, m.change_note FROM process_definition p JOIN model m ON m.engine = 'embedded' AND m.definition_key = p.key
     WHERE p.deployment_key = f.deployment_key ORDER BY m.definition_key LIMIT 1
  ) m ON true;
INSERT INTO model_part (tenant_id, engine, definition_key, kind, ids, names, version, resource_name, content, deployed_at, deployed_by, change_note)
SELECT r.tenant_id, 'embedded', r.requirements_key, 'decisions', d.ids, d.names, r.version, r.resource_name, convert_from(r.xml, 'UTF8'),
       m.deployed_at, m.deployed_by, m.change_note
  FROM dmn_resource r
  JOIN LATERAL (
    SELECT array_agg(d.decision_id ORDER BY d.key) AS ids, array_agg(d.name ORDER BY d.key) AS names
      FROM decision_definition d WHERE d.requirements_key = r.requirements_key
  ) d ON d.ids IS NOT NULL
  LEFT JOIN LATERAL (
    SELECT m.deployed_at, m.deployed_by, m.change_note FROM process_definition p JOIN model m ON m.engine = 'embedded' AND m.definition_key = p.key
     WHERE p.deployment_key = r.deployment_key ORDER BY m.definition_key LIMIT 1
  ) m ON true;

-- A form or a file of decision tables as a draft changes it; saved with the draft, under the draft's revision.
CREATE TABLE model_draft_part (
  tenant_id     text NOT NULL DEFAULT '<default>',
  draft_id      text NOT NULL,
  resource_name text NOT NULL,
  content       text NOT NULL,
  -- The version that it began from; null: a new one.
  base_version  integer,
  PRIMARY KEY (tenant_id, draft_id, resource_name),
  FOREIGN KEY (tenant_id, draft_id) REFERENCES model_draft (tenant_id, id) ON DELETE CASCADE
);

-- Which decision a step asks. What was published before is read from its drawing.
ALTER TABLE model_element ADD COLUMN decision_id text;
UPDATE model_element e SET decision_id = found.parts[2]
  FROM (
    SELECT m.tenant_id, m.engine, m.definition_key,
           regexp_matches(m.xml, '<(?:\w+:)?businessRuleTask\s[^>]*?\yid="([^"]+)"(?:(?!</(?:\w+:)?businessRuleTask)[\s\S])*?<(?:\w+:)?calledDecision\s[^>]*?\ydecisionId="([^"=]+)"', 'g') AS parts
      FROM model m
  ) found
 WHERE e.engine = found.engine AND e.definition_key = found.definition_key AND e.element_id = found.parts[1];
