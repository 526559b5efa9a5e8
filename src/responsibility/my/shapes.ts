/** My page (我的): my computers with what is registered on them (附件8), and who answers for my department while I am away. */
import { z } from 'zod';
import { DeviceStatus, DeviceType } from '../../ledgers/devices/shapes.ts';
import { RegisterSoftwareType } from '../../ledgers/registers/shapes.ts';
import { DelegationState } from '../../organisation/delegations/shapes.ts';
import { dateText, endpoint } from '../../platform/http/endpoint.ts';
import { Todo } from '../../platform/notices/shapes.ts';

export const MyInstall = z
  .object({
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    version: z.string(),
    softwareType: RegisterSoftwareType,
    installedOn: dateText,
    /** As 附件8 prints it; nothing for OEM and free software. */
    licenseTerm: z.string().nullable(),
    /** Last valid day, and whether it is past or near. */
    validUntil: dateText.nullable(),
    expiry: z.enum(['past', 'soon']).nullable(),
  })
  .meta({ id: 'MyInstall' });
export type MyInstall = z.infer<typeof MyInstall>;

export const MyDevice = z
  .object({
    id: z.string(),
    computerNo: z.string(),
    brand: z.string(),
    deviceType: DeviceType,
    status: DeviceStatus,
    location: z.string(),
    /** Mine since. */
    since: dateText,
    installs: z.array(MyInstall),
  })
  .meta({ id: 'MyDevice' });
export type MyDevice = z.infer<typeof MyDevice>;

export const MyPage = z
  .object({
    /** Null: the account belongs to nobody of this unit, so nothing here can be his. */
    person: z
      .object({
        id: z.string(),
        name: z.string(),
        staffNo: z.string(),
        departmentName: z.string().nullable(),
      })
      .nullable(),
    /** What waits for me, of every kind; signatures on orders are listed with their orders. */
    todos: z.array(Todo),
    devices: z.array(MyDevice),
    /** Departments I head. */
    heads: z.array(z.string()),
    /** Who stands in for me, now or soon. */
    substitutes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        fromOn: dateText,
        toOn: dateText,
        state: DelegationState,
      }),
    ),
    /** For whom I stand in today. */
    standsInFor: z.array(z.object({ name: z.string(), toOn: dateText })),
  })
  .meta({ id: 'MyPage' });
export type MyPage = z.infer<typeof MyPage>;

export const getMyPage = endpoint({
  method: 'GET',
  path: '/api/units/:unit/my',
  summary: '我的：本人的计算机及其登记的软件、代理',
  tag: '责任制度',
  permission: 'home.view',
  output: MyPage,
});
