/** Posts (岗位): what a person does; later demand and standard configurations hang on them (PZ-2.1). */
import { z } from 'zod';
import { endpoint } from '../../platform/http/endpoint.ts';

export const postName = z
  .string()
  .trim()
  .min(1, { error: '请填写岗位名称' })
  .max(100, { error: '岗位名称不超过 100 字' });

export const Post = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    active: z.boolean(),
    sortOrder: z.number().int(),
    /** Active people on this post. */
    people: z.number().int(),
  })
  .meta({ id: 'Post' });
export type Post = z.infer<typeof Post>;

export const listPosts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/posts',
  summary: '岗位',
  tag: '组织',
  permission: 'organisation.view',
  output: z.object({ items: z.array(Post) }),
});

const description = z.string().trim().max(500, { error: '岗位说明不超过 500 字' });

export const createPost = endpoint({
  method: 'POST',
  path: '/api/units/:unit/posts',
  summary: '新增岗位',
  tag: '组织',
  permission: 'organisation.edit',
  body: z.object({ name: postName, description: description.default('') }),
  output: z.object({ id: z.uuid() }),
});

export const updatePost = endpoint({
  method: 'PATCH',
  path: '/api/units/:unit/posts/:id',
  summary: '修改或停用岗位',
  tag: '组织',
  permission: 'organisation.edit',
  params: z.object({ id: z.uuid() }),
  body: z.object({
    name: postName.optional(),
    /** A form sends null for a field that was emptied. */
    description: description
      .nullable()
      .transform((text) => text ?? '')
      .optional(),
    active: z.boolean().optional(),
    sortOrder: z.number().int().min(0).max(100_000).optional(),
  }),
  output: z.object({ id: z.uuid() }),
});
