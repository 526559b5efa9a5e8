/**
 * Product keys that Microsoft publishes itself: KMS client setup keys (GVLK) and the installation keys built into its
 * media. They are no licences and stand on many computers by design, so equality of one of them proves nothing. Only
 * last blocks are kept; source: learn.microsoft.com "KMS client activation and product keys" and "GVLKs for KMS and
 * Active Directory-based activation of Office".
 */
import type { Family, GenericKey } from './shapes.ts';

const words = (text: string) => new Set(text.trim().split(/\s+/));

/** Windows and Windows Server, Vista and Server 2008 up to 11 and Server 2025. */
const WINDOWS_KMS = words(`
  MY832 YP6DF 8MCRC VMK7H 6VM33 KHMXV J464C 63DFG YY726 KHKQY 8XDDG 4M63B 724CC CWH2D
  T83GX GCQG9 6Q84J 6XYWF J447Y 66QFC VCFB2 MDWWJ 2YT43 KHJW4 4M68B T84FV J462D 7CG2H PDQGT QJ4BJ 8B639
  76DF9 D69TJ 9W4KR 7FVDG GF6G4 BWTG6 MDVJX Q3VJ9 M4FWM 92BT4 CYQJJ QGJ2G 8W83P J2MPV 6RTM4 9QCTX R7VHC
  CPX3Y 7M648 CB83V M249D BFGM2 6FFFJ X4Q6V G3FPG 6X7HP TCBY3 G3QQC PDRHK 9D6T9 B4FXY MKKG7 JFFXW
  J8CK4 2RYQQ CWCK7 X2BQT GPDD4 QY7MG GF7QX HVTHH XCKRJ H9DH4 2V3X8 VMQBT 4BWMV XJXKV`);

/** Office, Project and Visio, 2010 to LTSC 2024. */
const OFFICE_KMS = words(`
  H3GVB 8R6BM T7DDX CW9BM 4T3J4 BT37T D3XHX X3DWQ P4VTT VHKC6 F9PGB 83YTP CRY7T WX8BJ Q8TCP KHFGJ
  GVGXT 92CD4 2342K 8QHTT RM3B3 PGWR7 4JM2D BG7GB F8894 TCK7R P34VW 2PMBT 4RD4F FCXK4 4GBJ7
  WFG99 DRTFM G83KT KQBVC RJRJK W8GF4 QPFDW 7FTBF XW3J6 6MT9B BY6C6 8K837 DDBV6 3PFJ6
  6MWKP 9D9HK PKD2B JXD2M 7VCBB X4VQ2 YTFQT RVXBD XW4VK TJHMQ C9Y9V HMKHJ WXD33
  6F7TH 78VT3 QV9H8 T3D4T K2HT4 4M8QG FC4T4 G6RVC T86R9 GX27K KFBGQ XK29P X79KV
  TX3T2 JB89R WXGKQ JMCWD CKGJG RJWB9 FCYWP 76HF4 G87F8 GCVGB H6HGR YY89G WQQTV VFW9J F64P3`);

/** Keys of the installation media: they choose the edition and activate nothing by themselves. */
const WINDOWS_INSTALL = words(`
  3V66T PKCKT 8HVX7 WXCHW 6F4BT 8TYMD 2YV77 WT2RQ 7CFBY DRR8H 8HV2C QPFCT MHBPB QPF8P VMJ2C
  89M6G YRYRV XM76F PW487 3MBMV F233B 9WT2R WG38T RK7C8 97J8Q 97FFR M48M6`);

/** KMS client keys of home editions: Microsoft publishes none, as there is no volume licence for them. */
const HOME_KMS = words('H8Q99 844BM YTDFH D3WVR');

/** What kind of published key ends in these characters; undefined for any other. */
export function genericKey(family: Family, tail: string): GenericKey | undefined {
  if (tail === '') return undefined;
  if (family === 'windows') {
    if (WINDOWS_KMS.has(tail)) return 'kmsClient';
    if (WINDOWS_INSTALL.has(tail)) return 'install';
    if (HOME_KMS.has(tail)) return 'homeKms';
  }
  if (family === 'office' && OFFICE_KMS.has(tail)) return 'kmsClient';
  return undefined;
}

/**
 * KMS addresses open to anybody on the Internet, found in public activation scripts. No unit's own host is among
 * them.
 */
const PUBLIC_KMS =
  /(^|\.)(msguides\.com|digiboy\.ir|03k\.org|loli\.(?:best|beer)|cangshui\.net|luody\.info|lotro\.cc|chinancce\.com|ghpym\.com|catqu\.com|xspace\.in|zpale\.com|8ne\.com|bige\.cc|agiri\.xyz|kmspi\.com|w10\.host|shuax\.com|moeclub\.org|teevee\.asia)$/;
const PUBLIC_ADDRESS = new Set(['107.175.77.7', 's8.uk.to', 's9.us.to', 'e8.us.to']);

/** Host names are compared without case, port and final dot. */
export function foldHost(host: string): string {
  return (
    host
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/^\w+:\/\//, '')
      // A second colon belongs to an IPv6 address.
      .replace(/^([^:]+):\d{1,5}$/, '$1')
      .replace(/\.$/, '')
  );
}

/** The machine itself: an emulator answers there, never a unit's KMS host. */
export function isOwnMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|0\.0\.0\.0)$/.test(host);
}

export function isPublicKms(host: string): boolean {
  return PUBLIC_ADDRESS.has(host) || PUBLIC_KMS.test(host);
}
