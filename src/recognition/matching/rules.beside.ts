/** What a name says beside a product's name: only which edition or installation it is, or another program. */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import { isNoiseToken, isVersionToken, MARKED_VERSION } from './rules.fold.ts';

const EDITION_WORDS = new Set(
  'trial evaluation beta alpha preview free edition home personal professional pro standard premium basic lite light client desktop archiver system antivirus player browser editor printer suite le se ce software application program windows xp vista retail full english gis studio enterprise business advanced essentials student education academic network for'.split(
    ' ',
  ),
);
/** Words of editions that are sold: a free product is not known to be free in them. */
const SOLD = new Set('pro professional premium enterprise business advanced'.split(' '));

/** Words that say it is an installation of the program for this system, whoever made it. */
const SETUP_WORDS = new Set(
  'for windows win win32 win64 setup installer installation msi exe machine x64 x86 app application program software desktop portable'.split(
    ' ',
  ),
);
/** What a free program may add without becoming another one. */
const FREE_WORDS = new Set('community edition free open source oss'.split(' '));

/** What else may stand behind a language's version without naming a package for it. */
const INSTALLATION_WORDS = new Set(
  'community oss open source stable esr nightly snapshot lts release team classic remove only server msvc gnu mingw msys edition version english french german francais français deutsch anti virus media messenger'.split(
    ' ',
  ),
);
const LATIN_WORD = /^[a-z]{3,}\d{0,3}$/;

/** Whether what stands behind a program's name names another one. */
export function saysSibling(product: CatalogueProduct, rest: string): boolean {
  return rest.split(' ').some((token) => {
    if (!LATIN_WORD.test(token) || isVersionToken(token) || isNoiseToken(token)) return false;
    if (MARKED_VERSION.test(token) || ROMAN.test(token)) return false;
    if (SETUP_WORDS.has(token) || INSTALLATION_WORDS.has(token)) return false;
    return !isEditionWord(product, token);
  });
}

/** Behind a language's name these name what is made for it (`PHP Editor`). */
const TOOLS = new Set('editor studio suite desktop client network printer gis'.split(' '));

function isEditionWord(product: CatalogueProduct, token: string): boolean {
  return EDITION_WORDS.has(token) && !(product.sub === 'language' && TOOLS.has(token));
}

const ROMAN = /^(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3})$/;

/** The same of everything but the first word. */
export function onlyEdition(
  product: CatalogueProduct,
  certain: boolean,
  stripped: string,
): boolean {
  const free = product.kind === 'free';
  return stripped
    .split(' ')
    .slice(1)
    .every((token) => {
      if (SETUP_WORDS.has(token)) return true;
      if (!certain) return false;
      if ((free && FREE_WORDS.has(token)) || ROMAN.test(token)) return true;
      if (!product.reviewed) return false;
      return (
        MARKED_VERSION.test(token) || (isEditionWord(product, token) && !(free && SOLD.has(token)))
      );
    });
}

/** What is made for a program, goes with it or only shows its files is another one; a family has room for it. */
const ANOTHER =
  /(?:^| )(?:sdk|viewer|reader|plug ?ins?|add ?ins?|add ?ons?|toolkit|webdriver|updater|uninstaller|connectors?|samples|templates|examples|documentation|help|tutorials?|toolbar|extensions?|integration|guest additions|click to call|notifier|widgets?|gadgets?|screensaver|wallpapers?|themes?|fonts|dictionary|dictionaries|localization|translations?|simulator|emulator|tokens?|agent|bridge|hotfix|rollup|presets|libraries|prerequisites|codecs|core components|integration package)(?: |$)|插件|控件|帮助|教程|示例|词库|字库|主题|壁纸|模拟器|工具条|工具栏|扩展|阅读器|查看器|看图|卸载|皮肤|开发包/;

export function saysAnother(product: CatalogueProduct, rest: string): boolean {
  const word = product.family ? undefined : ANOTHER.exec(rest)?.[0].trim();
  if (word === undefined) return false;
  // Said in the product's own names, it is the product.
  return !`${product.name.toLowerCase()} ${product.nameZh} ${product.aliases.join(' ')}`.includes(
    word,
  );
}

/** What is made for a system, or goes with it, and carries its name. */
const FOR_SYSTEM =
  /(?:^| )(?:messaging|mail|themes?|visual|styles?|skins?|wallpapers?|screensavers?|collection|tools?|toolkit|powertoys?|upgrade|mode|support|theme packs?|sdk|kit|assistant|advisor|manager|management|defender|live|transfer|backup|bridge|explorer|player|movie|dvd|usb|boot|password|key|activator|loader|patch|update|hotfix|driver|client|agent|helper)(?: |$)/;

/** Whether what stands behind a system's name names something for it. */
export function saysForSystem(rest: string): boolean {
  return FOR_SYSTEM.test(rest);
}
