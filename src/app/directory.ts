/** What platform asks of the organisation slice. */
export { directory } from '../organisation/index.ts';
