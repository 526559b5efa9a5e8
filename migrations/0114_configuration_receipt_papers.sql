-- A certificate that came with one delivery proves the numbers of that delivery only (PZ-2.5). Null = of the whole contract.
alter table configuration_contract_document add column receipt_id uuid;
alter table configuration_contract_document
  add foreign key (unit_id, contract_id, receipt_id) references configuration_receipt (unit_id, contract_id, id);
