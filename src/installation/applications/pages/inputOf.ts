/** What was filled in, as the server takes it. */
import type { Entered } from './ApplicationForm.tsx';

export function inputOf(entered: Entered) {
  return {
    deviceId: entered.deviceId ?? '',
    kind: entered.kind,
    fromSoftwareId: entered.kind === 'install' ? null : entered.fromSoftwareId,
    toSoftwareId: entered.kind === 'uninstall' ? null : entered.toSoftwareId,
    softwareName: entered.softwareName.trim(),
    softwareVersion: entered.softwareVersion.trim(),
    ...(entered.phone === undefined ? {} : { phone: entered.phone }),
    reason: entered.reason.trim(),
  };
}
