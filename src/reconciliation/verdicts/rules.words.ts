/** Words for what keeps a number from covering an install. */
import type { Obstacle } from '../allocation/rules.problem.ts';

export const OBSTACLE_WORDS: Record<Obstacle, string> = {
  product: '不是这个软件的许可',
  term: '不在许可期限内',
  edition: '许可的版别不同',
  version: '版本不在可使用版本内',
  downgradeLetter: '降级使用的授权函不在案',
  department: '许可不供这个部门使用',
  deviceBound: '许可绑定在别的计算机上',
  noUser: '按用户的许可，而这台计算机没有唯一的使用人',
  quantity: '许可数量已经用完',
};
