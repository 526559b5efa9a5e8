/** Asks the server for the checks a moment after the last change, and only when enough is filled in. */
import { useEffect, useState } from 'react';
import { call } from '../../../platform/web/index.ts';
import type { ApplicationCheck, checkApplication } from '../shapes.ts';
import type { Entered } from './ApplicationForm.tsx';

const PAUSE_MS = 400;

export function useChecked(
  endpoint: typeof checkApplication,
  entered: Entered,
): ApplicationCheck[] {
  const [checks, setChecks] = useState<ApplicationCheck[]>([]);
  const key = JSON.stringify(bodyOf(entered));
  useEffect(() => {
    const body = JSON.parse(key) as ReturnType<typeof bodyOf>;
    if (!body) return setChecks([]);
    let gone = false;
    const timer = setTimeout(() => {
      call(endpoint, { body }).then(
        (answer) => gone || setChecks(answer.checks),
        () => gone || setChecks([]),
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [endpoint, key]);
  return checks;
}

/** What the server takes; null while the software is not chosen. The reason does not matter to the checks. */
function bodyOf(entered: Entered) {
  const { deviceId, kind, fromSoftwareId, toSoftwareId, softwareVersion } = entered;
  const softwareName = entered.softwareName.trim();
  const chosen = kind === 'uninstall' ? fromSoftwareId : (toSoftwareId ?? softwareName);
  if (!deviceId || !chosen || (kind === 'upgrade' && !fromSoftwareId)) return null;
  return {
    deviceId,
    kind,
    fromSoftwareId,
    toSoftwareId,
    softwareName,
    softwareVersion,
    reason: '-',
  };
}
