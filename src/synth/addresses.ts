import { lateName, type LateValues } from '../plan/graph/late';
import { type NodeId, partsOf } from '../plan/graph/node';
import type { PlanNode } from '../plan/graph/plan-graph';
import { shortHash } from '../plan/names';

/** Parts that the type of their resource tells already. */
const NAMELESS: readonly string[] = ['user', 'group', 'role', 'members', 'member', 'policy', 'attachment', 'bucketPolicy', 'accessKey', 'accessPoint'];

/**
 * What a resource is called where a graph is written down, such as `user_ci-uploader_2026-11`: the same as long as it is for the same, and never as
 * another one of its type.
 */
export function addressOf({ id }: Pick<PlanNode, 'id'>, late: LateValues): string {
  const [home, own] = id.split('/');
  const [part, of] = partsOf(own);
  const words = [...home.split(' '), ...(NAMELESS.includes(part) ? [] : [part]), ...(of === undefined ? [] : [of])];
  return words.map((word) => wordOf(word, late)).join('_');
}

/** Letters of another kind become `-`, and a hash tells the word from others that become the same; a word by itself has no `_`. */
function wordOf(word: string, late: LateValues): string {
  const pieces = late.piecesOf(word);
  const plain = pieces.map((piece) => (typeof piece === 'string' ? piece : lateName(piece))).join('').replace(/[^A-Za-z0-9-]+/g, '-');
  return plain === word ? word : `${plain}__${shortHash(JSON.stringify(pieces))}`;
}

/** Finds the resources of a graph by their ids, which only the graph itself names. */
export function finder(nodes: readonly PlanNode[]): (id: NodeId) => PlanNode {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (id) => {
    const node = byId.get(id);
    if (node === undefined) throw new Error(`the graph names ${id}, which isn't in it`);
    return node;
  };
}
