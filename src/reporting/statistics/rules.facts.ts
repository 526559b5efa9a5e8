/** The year as the records tell it: what 附件5 and the annual summary are written from. */
import type { GenuineRate } from '../../reconciliation/home/shapes.ts';

/** A commercial software number. */
export type NumberFact = {
  softwareId: string;
  softwareNo: string;
  softwareName: string;
  softwareVersion: string;
  category: string;
  origin: 'domestic' | 'foreign' | null;
  acquisitionMethod: string;
  /** Null = 不限. */
  quantity: number | null;
  amountFen: number | null;
  purchaseDate: string | null;
};

export type CommitteeFacts = {
  headName: string;
  headPosition: string;
  deputies: string[];
  members: number;
  /** Who stands for 信息化 on form 1. */
  responsible: { name: string; departmentName: string; phone: string; fax: string } | null;
};

export type TrainingFacts = {
  trainings: number;
  attendees: number;
  persons: number;
  lines: { id: string; heldOn: string; topic: string; attendees: number }[];
  externalTrainings: number;
  externalAttendees: number;
  publicity: { count: number; reach: number; kinds: string[] };
};

export type InspectionFacts = {
  inspections: number;
  /** Of them: of the whole unit (RC-4.1). */
  full: number;
  computersChecked: number;
  problems: number;
  rectified: number;
  lines: { id: string; label: string; detail: string }[];
};

export type PolicyFact = {
  id: string;
  name: string;
  documentNo: string;
  issuedOn: string;
  revisedOn: string | null;
};

export type YearFacts = {
  year: number;
  /** The last day of the year, or today within it. */
  asOf: string;
  /** Whether `asOf` is today: then lists of the present show what is counted. */
  current: boolean;
  committee: CommitteeFacts | null;
  /** The department with the function 信息化, where form 1 names nobody. */
  itDepartment: { name: string; headName: string; phone: string } | null;
  staff: number;
  users: number;
  devices: { server: number; desktop: number; laptop: number };
  purchases: NumberFact[];
  owned: NumberFact[];
  maintenance: { contractId: string; contractNo: string; title: string; amountFen: number }[];
  rates: GenuineRate[];
  uncovered: {
    category: GenuineRate['category'];
    deviceId: string;
    computerNo: string;
    departmentName: string;
  }[];
  openFindings: number;
  policies: PolicyFact[];
  pledges: { due: number; signed: number };
  trainings: TrainingFacts;
  inspections: InspectionFacts;
  assessment: { id: string; approvedOn: string; grades: { label: string; count: number }[] } | null;
};
