/** Public face of the responsibility slice: leading group (附件1), pledges (附件2), cases, my page. */
import type { App } from '../platform/http/app.ts';
import { register as registerCases } from './cases/routes.ts';
import { register as registerCommittee } from './committee/routes.ts';
import { register as registerMy } from './my/routes.ts';
import { register as registerPledges } from './pledges/routes.ts';

export { openCase } from './cases/commands.open.ts';
export {
  decide as decideCase,
  giveStatement,
  propose as proposeConsequences,
  requestStatement,
} from './cases/commands.ts';
export {
  decide as decideCommittee,
  draft as draftCommittee,
  save as saveCommittee,
  submit as submitCommittee,
} from './committee/commands.ts';
export { type YearCounts, yearCounts } from './committee/store.ts';
export { openCampaign as openPledgeCampaign } from './pledges/commands.campaigns.ts';
export { pledgeStatusOf, signPledge } from './pledges/commands.ts';

export function register(app: App): void {
  registerCommittee(app);
  registerPledges(app);
  registerCases(app);
  registerMy(app);
}
