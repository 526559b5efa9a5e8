/** Reads and writes of `organisation_post`. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Post } from './shapes.ts';

export type PostRow = Omit<Post, 'people'>;

export async function postRows(tx: Tx, unitId: string): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select id, name, description, active, sort_order from organisation_post
    where unit_id = ${unitId} order by sort_order, name collate "zh-x-icu"
  `.execute(tx);
  return rows;
}

/** With how many active people each has; counted apart, see departments. */
export async function listedPosts(tx: Tx, unitId: string): Promise<Post[]> {
  const counts = await sql<{ postId: string; people: number }>`
    select post_id, count(*)::int as people from organisation_person
    where unit_id = ${unitId} and active and post_id is not null group by post_id
  `.execute(tx);
  const people = new Map(counts.rows.map((row) => [row.postId, row.people]));
  const posts = await postRows(tx, unitId);
  return posts.map((post) => ({ ...post, people: people.get(post.id) ?? 0 }));
}

export async function insertPosts(tx: Tx, unitId: string, posts: PostRow[]): Promise<void> {
  if (posts.length === 0) return;
  const rows = posts.map((post) => ({ ...post, sort_order: post.sortOrder }));
  await sql`
    insert into organisation_post (unit_id, id, name, description, active, sort_order)
    select ${unitId}, r.id, r.name, r.description, r.active, r.sort_order
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, name text, description text, active boolean, sort_order integer)
  `.execute(tx);
}

export async function savePost(tx: Tx, unitId: string, post: PostRow): Promise<void> {
  await sql`
    update organisation_post set name = ${post.name}, description = ${post.description},
      active = ${post.active}, sort_order = ${post.sortOrder}
    where unit_id = ${unitId} and id = ${post.id}
  `.execute(tx);
}

/** Of an import that is taken back: nothing may speak of them. */
export async function deletePosts(tx: Tx, unitId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from organisation_post
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}
