/** A signature as it is given: drawn on a screen, confirmed by one's own password, or the scan of a signed paper. */

import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint } from '../http/endpoint.ts';

export const SIGNATURE_KINDS = {
  drawn: { label: '手写签名' },
  password: { label: '密码确认' },
  scan: { label: '纸质签字扫描件' },
} as const satisfies ChoiceSet;
export const SignatureKind = z.enum(choiceValues(SIGNATURE_KINDS));
export type SignatureKind = z.infer<typeof SignatureKind>;

/** Base64 of a PNG of at most 150,000 bytes. */
const MAX_IMAGE_CHARACTERS = 200_000;

export const SignatureInput = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('drawn'),
      image: z
        .string()
        .max(MAX_IMAGE_CHARACTERS, { error: '签名图片过大，请重新签名' })
        .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, { error: '请在签名框内签名' }),
    }),
    z.object({
      kind: z.literal('password'),
      password: z.string().min(1, { error: '请填写登录密码' }).max(200),
    }),
    z.object({
      kind: z.literal('scan'),
      /** From `uploadSignatureScan`. */
      fileId: z.uuid({ error: '请上传签字扫描件' }),
    }),
  ])
  .meta({ id: 'GivenSignature' });
export type SignatureInput = z.infer<typeof SignatureInput>;

/** A signature as records show it; the image is read by the record's own endpoint. */
export const Signature = z
  .object({
    id: z.string(),
    role: z.string(),
    kind: SignatureKind,
    personName: z.string(),
    signedOn: dateText,
    signedAt: z.string(),
    /** Who held the device or uploaded the scan, when it was not the signer. */
    capturedBy: z.string().nullable(),
    fileId: z.string().nullable(),
  })
  .meta({ id: 'Signature' });
export type Signature = z.infer<typeof Signature>;

/** PDF or picture of a signed paper, multipart; its id is then given as `{ kind: 'scan', fileId }`. */
export const uploadSignatureScan = endpoint({
  method: 'POST',
  path: '/api/units/:unit/signature-scans',
  summary: '上传签字扫描件',
  tag: '签字',
  permission: 'signature.scan',
  multipart: true,
  bodyLimit: 20 * 1024 * 1024,
  output: z.object({ fileId: z.string(), name: z.string() }),
});
