/** Creating, renaming and closing posts. */
import { definedOf } from '../../base/defined.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import * as store from './store.ts';

export async function lockPosts(cx: CommandContext): Promise<store.PostRow[]> {
  await lockNamed(cx.tx, cx.unitId, 'organisation.posts');
  return store.postRows(cx.tx, cx.unitId);
}

export async function createPost(
  cx: CommandContext,
  input: { name: string; description: string },
): Promise<{ id: string }> {
  const posts = await lockPosts(cx);
  const post: store.PostRow = {
    id: newId(),
    ...input,
    active: true,
    sortOrder: Math.max(0, ...posts.map((other) => other.sortOrder)) + 10,
  };
  refuseTaken(posts, post);
  await store.insertPosts(cx.tx, cx.unitId, [post]);
  await audit(cx, { action: 'post.create', objectType: 'post', objectId: post.id, after: post });
  return { id: post.id };
}

export async function updatePost(
  cx: CommandContext,
  id: string,
  patch: {
    name?: string | undefined;
    description?: string | undefined;
    active?: boolean | undefined;
    sortOrder?: number | undefined;
  },
): Promise<{ id: string }> {
  const posts = await lockPosts(cx);
  const before = posts.find((post) => post.id === id);
  if (!before) throw refuse('organisation.unknownPost', '没有这个岗位', {}, { status: 404 });
  const after = { ...before, ...definedOf(patch) };
  refuseTaken(posts, after);
  await store.savePost(cx.tx, cx.unitId, after);
  await audit(cx, { action: 'post.update', objectType: 'post', objectId: id, before, after });
  return { id };
}

function refuseTaken(posts: readonly store.PostRow[], post: store.PostRow): void {
  if (posts.some((other) => other.id !== post.id && other.name === post.name)) {
    throw refuse(
      'organisation.postTaken',
      '已有岗位“{{name}}”，请换一个名称',
      { name: post.name },
      { path: 'body.name', status: 409 },
    );
  }
}
