-- Files in standard formats (CycloneDX, SWID, CoSWID) are taken like lists and said to be what they are.
alter table discovery_file drop constraint discovery_file_kind_check;
alter table discovery_file add constraint discovery_file_kind_check
  check (kind in ('agent', 'registry', 'list', 'standard', 'other'));
