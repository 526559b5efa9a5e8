/** Changing a post's standard: the whole list at once, with what it was before in the audit log. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { standardKey } from './rules.ts';
import type { PostStandard, StandardLine } from './shapes.ts';
import { postStandards, replaceStandard } from './store.ts';

export async function postStandard(cx: CommandContext, postId: string): Promise<PostStandard> {
  const [found] = await postStandards(cx.tx, cx.unitId, postId);
  if (found) return found;
  throw refuse('configuration.noPost', '没有这个岗位，可能已停用', {}, { status: 404 });
}

export async function savePostStandard(
  cx: CommandContext,
  postId: string,
  lines: readonly StandardLine[],
): Promise<PostStandard> {
  await lockNamed(cx.tx, cx.unitId, `post-standard-${postId}`);
  const before = await postStandard(cx, postId);
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const key = standardKey(line.softwareName);
    if (key === '' || seen.has(key)) {
      const path = `body.lines.${at}.softwareName`;
      const params = { name: line.softwareName };
      throw refuse('configuration.twiceInStandard', '“{{name}}”列了两次，或没有文字', params, {
        path,
      });
    }
    seen.add(key);
  }
  await replaceStandard(cx, postId, lines);
  await audit(cx, {
    action: 'configuration.savePostStandard',
    objectType: 'post',
    objectId: postId,
    before: { lines: before.lines },
    after: { lines },
  });
  return postStandard(cx, postId);
}
