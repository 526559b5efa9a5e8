/**
 * Where the id on a label and the catalogue's id are one product. Each group says why; the benchmark prints them. They
 * come from comparing the two catalogues, not from names that were recognised wrongly.
 */
export type Equivalence = {
  reason: string;
  ids: readonly (readonly [label: string, ours: string])[];
};

/** Dropped id, kept id. */
const ONE_PROGRAM: Equivalence['ids'] = [
  ['b-audiobookconverter', 'b-audio-book-converter'],
  ['b-avogadro2', 'b-avogadro'],
  ['b-azure-cli', 'b-microsoft-azure-cli'],
  ['b-azure-storage-explorer', 'b-microsoft-azure-storage-explorer'],
  ['b-bcuninstaller', 'b-bulk-crap-uninstaller'],
  ['b-boinc', 'b-boinc-manager'],
  ['b-classic-volume-mixer', 'b-classicvolumemixer'],
  ['b-cmake-gui', 'b-cmake'],
  ['b-conan', 'b-conan-package-manager'],
  ['b-context-menu-manager', 'b-contextmenumanager'],
  ['b-dependencies', 'b-dependencies-gui'],
  ['b-deskreen', 'b-deskreen-community-edition'],
  ['b-etcher', 'b-balenaetcher'],
  ['b-extraterm', 'b-extraterm-terminal-emulator'],
  ['b-firefoxpwa', 'b-pwasforfirefox'],
  ['b-flux', 'b-f-lux'],
  ['b-furnace', 'b-furnace-chiptune-tracker'],
  ['b-gracket', 'b-racket'],
  ['b-hekasoft-backup-restore', 'b-hekasoft-backup-and-restore'],
  ['b-hydrus-network', 'b-hydrus-client'],
  ['b-icechat', 'b-icechat-irc-client'],
  ['b-jd-gui', 'b-java-decompiler'],
  ['b-jmeter', 'b-apache-jmeter'],
  ['b-keystore-explorer', 'b-key-store-explorer'],
  ['b-meson', 'b-meson-build-system'],
  ['b-miktex-console', 'b-miktex'],
  ['b-minikube', 'b-kubernetes-minikube-a-local-kubernetes-development-environme'],
  ['b-mitmweb', 'b-mitmproxy'],
  ['b-mkvtoolnix-gui', 'b-mkvtoolnix'],
  ['b-mongodb-database-tools', 'b-mongodb-tools'],
  ['b-mono', 'b-mono-for-windows'],
  ['b-moonlight', 'b-moonlight-game-streaming-client'],
  ['b-mqttx', 'b-mqtt-x'],
  ['b-msbuild-structured-log-viewer', 'b-msbuild-structured-log'],
  ['b-multicommander', 'b-multi-commander'],
  ['b-mumble', 'b-mumble-client'],
  ['b-nomacs', 'b-nomacs-image-lounge'],
  ['b-nomeiryoui', 'b-no-meiryo-ui'],
  ['b-openai-translator', 'b-nextai-translator'],
  ['b-outlook-google-calendar-sync', 'b-outlookgooglecalendarsync'],
  ['b-pdfarranger', 'b-pdf-arranger'],
  ['b-pdfsam', 'b-pdfsam-basic'],
  ['b-photorec', 'b-testdisk'],
  ['b-pidgin-im', 'b-pidgin'],
  ['b-pip-tool', 'b-pip-tool-picture-in-picture-tool'],
  ['b-pixitracker-1bit', 'b-pixitracker-1-bit'],
  ['b-qalculate', 'b-qalculate-qt'],
  ['b-rehex', 'b-reverse-engineers-hex-editor'],
  ['b-renderdoccli', 'b-renderdoc'],
  ['b-sauerbraten', 'b-cube-2-sauerbraten'],
  ['b-silex-desktop', 'b-silex'],
  ['b-syncthingtray', 'b-syncthing-tray'],
  ['b-taisei', 'b-taisei-project'],
  ['b-terraform', 'b-hashicorp-terraform'],
  ['b-the-battle-for-wesnoth', 'b-battle-for-wesnoth'],
  ['b-tortoisehg-workbench', 'b-tortoisehg'],
  ['b-vesktop', 'b-vencord-desktop'],
  ['b-vott', 'b-visual-object-tagging-tool'],
  ['b-win32diskimager', 'b-win32-disk-imager'],
  ['b-winbox', 'b-routeros-winbox'],
  ['b-windows95', 'b-windows-95'],
  ['b-wsa-pacman', 'b-wsa-package-manager'],
  ['b-wxmaxima', 'b-maxima-computer-algebra-system'],
  ['b-x-moto', 'b-xmoto'],
  ['b-xcas', 'b-xcas-for-windows'],
  ['b-xmake', 'b-xmake-build-utility'],
  ['b-youtube-music', 'b-pear-desktop'],
  ['b-yt-dlg', 'b-open-video-downloader'],
  ['b-zig-compiler', 'b-zig'],
];

export const EQUIVALENT: readonly Equivalence[] = [
  {
    reason:
      'The seed had one program under two ids (taken from two package lists); the catalogue keeps one.',
    ids: ONE_PROGRAM,
  },
  {
    reason: 'The program was renamed; the catalogue keeps the present name.',
    ids: [
      ['b-terminus', 'b-tabby'],
      ['b-libgen-desktop', 'b-libgendesktop'],
    ],
  },
  {
    reason:
      'The hand-checked product or family has the name; the id from the package list was dropped.',
    ids: [
      ['b-webroot-secureanywhere', 'webroot'],
      ['b-sonicwall-netextender', 'sonicwall-vpn'],
      ['b-mendeley-reference-manager', 'mendeley'],
      ['b-cpu-z', 'cpu-z'],
      ['b-axurerp', 'axure'],
      ['b-mysqlworkbench', 'mysql-workbench'],
      ['b-to-desk', 'todesk'],
      ['b-qqnt', 'qq'],
      ['b-python37', 'python'],
      ['b-xnview-mp', 'xnview'],
      ['b-oraclejdk', 'oracle-jdk'],
      ['b-battle-net', 'steam'],
      ['b-蒸汽平台', 'steam'],
      ['b-中国移动云盘', 'mobile-cloud-drive'],
      ['b-天翼云盘', 'ctyun-drive'],
      ['b-即时设计', 'sketch-mastergo-jsdesign'],
    ],
  },
  {
    reason: 'The seed counted several products of a maker as one; the catalogue tells them apart.',
    ids: [
      ['adobe-photoshop', 'adobe-photoshop-elements'],
      ['adobe-flash-pro', 'macromedia-studio'],
      ['autodesk-navisworks', 'autodesk-viewers'],
      ['chemoffice', 'chemdraw-more'],
      ['citrix-receiver', 'citrix-server'],
      ['citrix-receiver', 'citrix-more'],
      ['avg', 'tuneup'],
      ['microsoft-office-other', 'sharepoint-server'],
      ['microsoft-office-other', 'skype-business'],
      ['microstation', 'bentley-more'],
      ['multisim', 'proteus'],
      ['mysql-server', 'mysql-gui-tools'],
      ['realvnc', 'realvnc-free'],
      ['sap-gui', 'crystal-reports'],
      ['sap-gui', 'sap-more'],
      ['toad', 'toad-freeware'],
      ['vsphere-client', 'vcenter'],
      ['winzip', 'winzip-courier'],
    ],
  },
];

/** Single versions of one OpenJDK build each had an id; free software is numbered by name (TZ-1.8). */
const OPENJDK =
  /^b-(?:.*-)?(?:corretto|dragonwell|liberica|microsoft|ojdkbuild|openjdk|sapmachine|semeru|temurin|zulu(?:fx)?)\d*-.*(?:jdk|jre)(?:-|$)/;

const same = new Set<string>();
for (const { ids } of EQUIVALENT) for (const [label, id] of ids) same.add(`${label} ${id}`);

/** True when the label's id and the catalogue's stand for one product. */
export function isSameProduct(label: string, id: string): boolean {
  if (label === id || same.has(`${label} ${id}`)) return true;
  return id === 'openjdk' && OPENJDK.test(label);
}
