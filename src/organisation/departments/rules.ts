/** The tree of departments (and of units): order, depth, paths, what lies below; no loops. Pure. */

export type TreeNode = { id: string; parentId: string | null; name: string; sortOrder: number };

/** A node whose parent is not in the set counts as a root, so that a part of a tree still shows. */
export function childrenOf<N extends TreeNode>(nodes: readonly N[]): Map<string | null, N[]> {
  const known = new Set(nodes.map((node) => node.id));
  const children = new Map<string | null, N[]>();
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  for (const siblings of children.values()) siblings.sort(bySortOrder);
  return children;
}

const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

function bySortOrder(left: TreeNode, right: TreeNode): number {
  return left.sortOrder - right.sortOrder || collator.compare(left.name, right.name);
}

/** Parents before children, siblings in their order, with depth (0 = top) and path (办公厅/秘书处). */
export function inTreeOrder<N extends TreeNode>(
  nodes: readonly N[],
): (N & { depth: number; path: string })[] {
  const children = childrenOf(nodes);
  const ordered: (N & { depth: number; path: string })[] = [];
  const walk = (parent: string | null, depth: number, above: string) => {
    for (const node of children.get(parent) ?? []) {
      const path = above === '' ? node.name : `${above}/${node.name}`;
      ordered.push({ ...node, depth, path });
      walk(node.id, depth + 1, path);
    }
  };
  walk(null, 0, '');
  return ordered;
}

/** The given nodes and all below them. */
export function idsUnder(
  nodes: readonly { id: string; parentId: string | null }[],
  roots: Iterable<string>,
): Set<string> {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of nodes) {
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(id);
    else children.set(parentId, [id]);
  }
  const known = new Set(nodes.map((node) => node.id));
  const found = new Set<string>();
  const waiting = [...roots].filter((id) => known.has(id));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(children.get(id) ?? []));
  }
  return found;
}

/** Each node's own number with those of everything below it; `ordered` has parents before children. */
export function sumsBelow<N extends { id: string; parentId: string | null }>(
  ordered: readonly N[],
  own: (node: N) => number,
): Map<string, number> {
  const sums = new Map(ordered.map((node) => [node.id, own(node)]));
  for (const node of [...ordered].reverse()) {
    const above = node.parentId === null ? undefined : sums.get(node.parentId);
    if (above !== undefined) sums.set(node.parentId!, above + sums.get(node.id)!);
  }
  return sums;
}

/** Levels a tree may have; deeper is a mistake in a list rather than an organisation. */
export const DEPTH_LIMIT = 12;

export type MoveProblem = 'parentMissing' | 'loop' | 'tooDeep';

/** Why `id` cannot go under `parentId` (null = to the top). A new node is given an id that is not in `nodes`. */
export function moveProblem(
  nodes: readonly TreeNode[],
  id: string,
  parentId: string | null,
): MoveProblem | undefined {
  if (parentId === null) return undefined;
  const parent = inTreeOrder(nodes).find((node) => node.id === parentId);
  if (!parent) return 'parentMissing';
  const below = idsUnder(nodes, [id]);
  if (parentId === id || below.has(parentId)) return 'loop';
  const height = heightOf(nodes, id);
  return parent.depth + 1 + height >= DEPTH_LIMIT ? 'tooDeep' : undefined;
}

/** Levels below a node, 0 = none. */
function heightOf(nodes: readonly TreeNode[], id: string): number {
  const below = idsUnder(nodes, [id]);
  if (below.size <= 1) return 0;
  const ordered = inTreeOrder(nodes.filter((node) => below.has(node.id)));
  return Math.max(...ordered.map((node) => node.depth));
}

/** New sort orders of the siblings when `id` is put at `position`; 10 apart, so that the order reads well. */
export function placeAmong(
  siblings: readonly { id: string; sortOrder: number }[],
  id: string,
  position: number,
): { id: string; sortOrder: number }[] {
  const others = siblings.filter((node) => node.id !== id).map((node) => node.id);
  others.splice(Math.min(position, others.length), 0, id);
  return others.map((node, index) => ({ id: node, sortOrder: (index + 1) * 10 }));
}

/** `局机关/办公厅/秘书处` → its names; full-width slashes and `>` are taken too. */
export function pathNames(path: string): string[] {
  return path
    .normalize('NFKC')
    .split(/[/>\\→]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
