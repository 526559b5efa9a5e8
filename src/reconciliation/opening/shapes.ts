/** 建账 from sightings: what computers were seen to have becomes proposals for the opening balance. */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';

export const collectOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/collect',
  summary: '从采集结果提出建账建议（后台任务）',
  tag: '建账',
  permission: 'opening.edit',
  output: z.object({ jobId: z.string() }),
});
