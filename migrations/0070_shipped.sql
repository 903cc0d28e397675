-- Contents of the case types that an Okienko brought along, whether or not they were deployed. By them a start tells what of its own runs
-- from what the city published. See docs/adr/0011-shipped-case-types.md.
CREATE TABLE shipped_resource (
  -- Over the content, as the engine gives it for what is deployed.
  checksum         text PRIMARY KEY,
  resource_name    text NOT NULL,
  first_shipped_at timestamptz NOT NULL DEFAULT now()
);
