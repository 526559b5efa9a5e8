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

/** With how many active people each has. */
export async function listedPosts(tx: Tx, unitId: string): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select p.id, p.name, p.description, p.active, p.sort_order,
      coalesce(c.people, 0)::int as people
    from organisation_post p
    left join (
      select post_id, count(*) as people from organisation_person
      where unit_id = ${unitId} and active group by post_id
    ) c on c.post_id = p.id
    where p.unit_id = ${unitId} order by p.sort_order, p.name collate "zh-x-icu"
  `.execute(tx);
  return rows;
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
