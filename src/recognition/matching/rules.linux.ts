/**
 * Packages of Linux distributions. A machine has hundreds to thousands of them; they are parts of the operating system,
 * not software a unit buys or lists, so they are set apart as components. Applications that come as packages are
 * looked up in the catalogue first.
 */

import type { RawEntry } from '../shapes.ts';

const BEGINNINGS =
  'lib gir1.2- python- python3- golang- librust- node- ruby- r-cran- r-bioc- r-other- fonts- xfonts- php- elpa- task- texlive- tex- linux-headers- linux-image- linux-modules- linux-support- linux-kbuild- linux-config- linux-doc- linux-source- gnustep- hunspell- aspell- mythes- hyphen- myspell- kernel- kmod- firmware- ttf- otf- vim- xserver- gstreamer1 libreoffice-l10n- libreoffice-help- thunderbird-l10n- firefox-esr-l10n- chromium-l10n kde-l10n- gcc- g++- cpp- binutils- ocaml- erlang- haskell- ghc- qml-module- qml6-module- lua- cl- puppet-module- gnome-shell-extension- glibc- perl- rubygem- rust- mingw32- mingw64- nodejs- language-pack- ibus- fcitx- fcitx5- gstreamer0.10- openoffice.org- openjdk- evolution- telepathy- xulrunner sunw sfe bos. devices. system/ library/ driver/ deepin- dde- ukui- kylin- uos- peony- systemd- selinux- networkmanager- xorg-x11- csw smc x11. openssh. openssl. rsct. sysmgt. printers. perfagent. perl.rte xlc. ifor_ls. invscout. java14. java5. java6. java7. java8. opengl. csm. hpux11i hpuxbase hpuxws feature11 goldbase11i goldapps11i qpkbase qpkapps hwenable11i onlinediag ignite-ux wbemsvcs'.split(
    ' ',
  );
const ENDINGS =
  '-dev -devel -doc -docs -dbg -dbgsym -debuginfo -debugsource -common -data -l10n -headers -perl -cil -theme -icon-theme -icons -fonts -libs -dkms -examples -i18n -locale -locales -java -python -filesystem -langpack -tests -modules -archive-keyring -keyring'.split(
    ' ',
  );
/** Vendors whose packages make up a distribution (rpm's Vendor, deb's Maintainer). */
const DISTRIBUTORS =
  /red hat|fedora|centos|rocky|almalinux|oracle america|opensuse|suse llc|openeuler|anolis|kylin|uniontech|deepin|debian|ubuntu|nfschina|koji/;
const WHOLE_NAMES = new Set(['kernel', 'gpg-pubkey', 'glibc', 'bash', 'basesystem', 'filesystem']);

const byFirst = new Map<string, string[]>();
for (const beginning of BEGINNINGS) {
  const key = beginning.slice(0, 2);
  byFirst.set(key, [...(byFirst.get(key) ?? []), beginning]);
}

/** A distribution's own builds say so in the version; other makers' rpm packages do too, so there the maker decides. */
const DEB_BUILD = /ubuntu|[+~]deb\d/;
const RPM_BUILD = /\.(?:el|fc|ky|oe|an|uel|mga|amzn|ns)\d|\.suse|[bl]p15/;

function isDistributionBuild(version: string, publisher: string, from: string): boolean {
  if (from === 'rpm') return publisher === '' && RPM_BUILD.test(version);
  return DEB_BUILD.test(version);
}

export type KnownPackages = { packages: ReadonlySet<string>; libraries: ReadonlySet<string> };

/**
 * rpm distributions name a library without "lib" and a soname: Debian's `libprotobuf-c1` is their `protobuf-c`,
 * `libgtksourceview-4-0` their `gtksourceview4`.
 */
function isLibrary(name: string, from: string, known: KnownPackages): boolean {
  return from === 'rpm' && known.libraries.has(name.replace(/[-.\d]+$/, ''));
}

/** True when the package is part of a distribution by its name's shape or its maker. */
export function isDistributionPackage(
  name: string,
  publisher: string,
  raw: Pick<RawEntry, 'from' | 'version'>,
  known: KnownPackages,
): boolean {
  if (known.packages.has(name) || WHOLE_NAMES.has(name)) return true;
  if (isLibrary(name, raw.from, known)) return true;
  if (byFirst.get(name.slice(0, 2))?.some((beginning) => name.startsWith(beginning))) return true;
  if (ENDINGS.some((ending) => name.endsWith(ending))) return true;
  return DISTRIBUTORS.test(publisher) || isDistributionBuild(raw.version, publisher, raw.from);
}

/** `libc6:amd64` → `libc6`; `kernel-5.14.0-70.el9.x86_64` stays. */
export function packageName(folded: string): string {
  const lower = folded.toLowerCase();
  const colon = lower.indexOf(':');
  return colon > 0 && !lower.includes(' ') ? lower.slice(0, colon) : lower;
}
