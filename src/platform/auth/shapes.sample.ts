/** The sample unit, offered on the first-run page; the app carries it out. */
import { z } from 'zod';
import { endpoint } from '../http/endpoint.ts';

const tag = '示例单位';

export const getSample = endpoint({
  method: 'GET',
  path: '/api/sample',
  summary: '示例单位是否已加载',
  tag,
  permission: 'signedIn',
  output: z.object({ loaded: z.boolean(), loading: z.boolean(), unitCode: z.string() }),
});

export const loadSampleUnit = endpoint({
  method: 'POST',
  path: '/api/sample',
  summary: '加载示例单位（约需十几秒）',
  tag,
  permission: 'sample.load',
  output: z.object({ loaded: z.boolean(), loading: z.boolean(), unitCode: z.string() }),
});

export const removeSampleUnit = endpoint({
  method: 'DELETE',
  path: '/api/sample',
  summary: '移除示例单位及其全部数据',
  tag,
  permission: 'sample.load',
  output: z.object({ loaded: z.boolean(), loading: z.boolean(), unitCode: z.string() }),
});
