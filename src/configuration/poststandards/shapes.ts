/** 岗位软件配置标准 (PZ-2.1, ZR-1.2.3(1)): per post, the software it needs and the software it may have. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, page } from '../../platform/http/endpoint.ts';

export const STANDARD_NEEDS = {
  required: { label: '必须配置', tone: 'blue' },
  allowed: { label: '可以配置', tone: 'grey' },
} as const satisfies ChoiceSet;

export const StandardLine = z
  .object({
    softwareName: z
      .string({ error: '请填写软件名称' })
      .trim()
      .min(1, { error: '请填写软件名称' })
      .max(200, { error: '软件名称不超过 200 个字' }),
    need: z.enum(choiceValues(STANDARD_NEEDS)),
    remark: z.string().trim().max(200, { error: '备注不超过 200 个字' }).default(''),
  })
  .meta({ id: 'PostStandardLine' });
export type StandardLine = z.output<typeof StandardLine>;

export const PostStandard = z
  .object({
    /** The post's id. */
    id: z.string(),
    postName: z.string(),
    people: z.number().int(),
    lines: z.array(StandardLine),
  })
  .meta({ id: 'PostStandard' });
export type PostStandard = z.infer<typeof PostStandard>;

const tag = '软件配置';
export const listPostStandards = endpoint({
  method: 'GET',
  path: '/api/units/:unit/post-standards',
  summary: '岗位软件配置标准',
  tag,
  permission: 'postStandard.view',
  output: page(PostStandard),
});
export const getPostStandard = endpoint({
  method: 'GET',
  path: '/api/units/:unit/post-standards/:post',
  summary: '一个岗位的软件配置标准',
  tag,
  permission: 'postStandard.view',
  params: z.object({ post: z.uuid() }),
  output: PostStandard,
});
export const savePostStandard = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/post-standards/:post',
  summary: '修改一个岗位的软件配置标准',
  tag,
  permission: 'postStandard.edit',
  params: z.object({ post: z.uuid() }),
  body: z.object({ lines: z.array(StandardLine).max(200, { error: '每个岗位不超过 200 项' }) }),
  output: PostStandard,
});
