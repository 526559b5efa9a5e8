/** Keeps the picture of computers up to date in the same pass as their findings. */
import type { CommandContext } from '../../platform/db/context.ts';
import type { DeviceFacts, UnitFacts } from '../findings/rules.ts';
import { type PictureRow, pictureOf, productKey } from './rules.picture.ts';
import { suitePartsOf } from './store.facts.ts';
import { savePicture } from './store.picture.ts';

/** Writes what is on these computers; those of `deviceIds` without facts lose their rows. Returns how many rows moved. */
export async function savePictures(
  cx: CommandContext,
  deviceIds: readonly string[],
  devices: readonly DeviceFacts[],
  unit: UnitFacts,
): Promise<number> {
  const parts = new Map(
    (await suitePartsOf(cx.tx, cx.unitId)).map(({ softwareId, parts: list }) => [
      softwareId,
      list.map((part) => productKey(part.productId, part.productName)),
    ]),
  );
  const rows: PictureRow[] = devices.flatMap((device) => pictureOf(device, unit, parts));
  return savePicture(cx, deviceIds, rows);
}
