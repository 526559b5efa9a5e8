/**
 * Evidence from who made it. A name outside the catalogue by a maker who only sells is commercial software nobody has
 * looked at yet: its kind is known, its product is not. What the maker may also give away (viewers, readers, free
 * editions, parts) stays undecided.
 */
import type { PublisherProfile } from '../catalogue/rules.ts';
import { foldText, normaliseName } from './rules.fold.ts';

export type PublisherIndex = {
  /** First token → beginnings that start with it, longest first. */
  byToken: ReadonlyMap<string, readonly Beginning[]>;
  /** Chinese names stand anywhere in a company's name (`北京金山办公软件股份有限公司`). */
  han: readonly Beginning[];
};

type Beginning = { text: string; profile: PublisherProfile; unless: RegExp | undefined };

const HAN = /\p{Script=Han}/u;

/** What a maker of paid software also hands out; nothing is said about these. */
const MAYBE_FREE =
  /\b(?:free|freeware|lite|viewer|reader|player|express|community|trial|evaluation|demo|sdk|toolkit|drivers?|runtime|plug ?ins?|add ?ins?|add ?ons?|redistributable|updates?|updater|hotfix|patch|help|documentation|examples|samples|tutorials?|language|content|fonts?|templates?|support|shared|common|components?|helper|assistant|agent|download|toolbar|connector|client|licen[cs]ing|licen[cs]e)\b|免费|个人版|家庭版|社区版|学习版|阅读器|查看器|看图|浏览器|输入法|试用|体验|驱动|补丁|插件|控件|组件|帮助|客户端|助手/;

export function buildPublisherIndex(profiles: readonly PublisherProfile[]): PublisherIndex {
  const byToken = new Map<string, Beginning[]>();
  const han: Beginning[] = [];
  for (const profile of profiles) {
    const unless = profile.unless === null ? undefined : new RegExp(profile.unless);
    for (const written of profile.begins) {
      const text = normaliseName(foldText(written));
      const beginning = { text, profile, unless };
      if (HAN.test(text)) {
        han.push(beginning);
        continue;
      }
      const token = text.split(' ', 1)[0]!;
      const list = byToken.get(token);
      if (list) list.push(beginning);
      else byToken.set(token, [beginning]);
    }
  }
  for (const list of [...byToken.values(), han]) {
    list.sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
  }
  return { byToken, han };
}

function begins(text: string, beginning: string): boolean {
  return (
    text.startsWith(beginning) &&
    (text.length === beginning.length || text[beginning.length] === ' ')
  );
}

/** The maker behind a normalised publisher; certificate subjects begin with `cn`. */
export function makerOf(index: PublisherIndex, publisher: string): Beginning | undefined {
  if (publisher === '') return undefined;
  const text = publisher.startsWith('cn ') ? publisher.slice(3) : publisher;
  const blank = text.indexOf(' ');
  const list = index.byToken.get(blank < 0 ? text : text.slice(0, blank));
  const found = list?.find((beginning) => begins(text, beginning.text));
  if (found || !HAN.test(text)) return found;
  return index.han.find((beginning) => text.includes(beginning.text));
}

/** Makers whose names begin what others write, too (`Data Access Objects`, `CA Certificates`). */
const ALSO_WORDS = new Set(['ca', 'ni', 'gateway', 'grasp', 'data access']);

/**
 * A name that begins with its maker's (`Symantec …`) says as much as the publisher field, where that is empty. A
 * computer's maker in front (`ThinkPad …`) does also beside a publisher nobody knows: others write what he puts onto it.
 */
function namedMaker(
  index: PublisherIndex,
  publisher: string,
  normal: string,
): Beginning | undefined {
  const named = makerOf(index, normal);
  if (!named || ALSO_WORDS.has(named.text)) return undefined;
  return publisher === '' || named.profile.family !== null ? named : undefined;
}

/** The profile that speaks for this name, or undefined where it says nothing. `normal` is the normalised name. */
export function profileFor(
  index: PublisherIndex,
  maker: Beginning | undefined,
  publisher: string,
  normal: string,
): PublisherProfile | undefined {
  const known = maker ?? namedMaker(index, publisher, normal);
  if (!known || known.unless?.test(normal)) return undefined;
  if (known.profile.kind === 'commercial' && MAYBE_FREE.test(normal)) return undefined;
  return known.profile;
}
export type Maker = Beginning;
