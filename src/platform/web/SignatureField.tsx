/**
 * One's signature: drawn with finger, pen or mouse, one's own password, or the scan of a signed paper. A form's control:
 * `value` is what a body's `signature` wants, undefined until something was given.
 */
import { ClearOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Input, Segmented, Upload } from 'antd';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import {
  SIGNATURE_KINDS,
  type SignatureInput,
  type SignatureKind,
  uploadSignatureScan,
} from '../signatures/shapes.ts';
import { drawStrokes, type Point, pictureOf, type Stroke } from './inkDrawing.ts';
import { useAction } from './query.ts';
import { useT } from './texts.ts';

type Given = { value?: SignatureInput | undefined; onChange?: (value?: SignatureInput) => void };

export function SignatureField(
  props: Given & {
    id?: string;
    /** Which ways are open here, the usual one first. */
    kinds: readonly SignatureKind[];
    /** Whose signature it is, e.g. when the technician hands over his phone. */
    signer?: string;
  },
): ReactNode {
  const t = useT();
  const { kinds } = props;
  const [kind, setKind] = useState<SignatureKind>(kinds[0]!);
  const Control = { drawn: Pad, password: Password, scan: Scan }[kind];
  const choose = (chosen: SignatureKind) => {
    setKind(chosen);
    props.onChange?.(undefined);
  };
  return (
    <div className="zc-signature" id={props.id}>
      {kinds.length > 1 && (
        <Segmented
          block
          size="large"
          aria-label={t('签字方式')}
          value={kind}
          options={kinds.map((one) => ({ value: one, label: t(SIGNATURE_KINDS[one].label) }))}
          onChange={choose}
        />
      )}
      <Control value={props.value} onChange={props.onChange ?? ignore} signer={props.signer} />
    </div>
  );
}

const ignore = () => {};

type ControlProps = {
  value: SignatureInput | undefined;
  onChange: (value?: SignatureInput) => void;
  signer: string | undefined;
};

/** Fits the canvas to its place and the screen's fineness, and draws what there is. */
function paint(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const { width, height } = canvas.getBoundingClientRect();
  const fine = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * fine);
  canvas.height = Math.round(height * fine);
  const pen = canvas.getContext('2d')!;
  pen.scale(fine, fine);
  drawStrokes(pen, strokes);
}

function Pad(props: ControlProps): ReactNode {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<Stroke[]>([]);
  const [empty, setEmpty] = useState(true);
  const drawing = useRef<number>(undefined);
  useEffect(() => {
    const element = canvas.current!;
    // A turned phone gives the pad another width; the ink stays.
    const observer = new ResizeObserver(() => paint(element, strokes.current));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // The form was sent or emptied by somebody else.
  const { value } = props;
  useEffect(() => {
    if (value !== undefined || drawing.current !== undefined) return;
    if (pictureOf(strokes.current) === undefined) return;
    strokes.current = [];
    setEmpty(true);
    paint(canvas.current!, []);
  }, [value]);
  const placeOf = (event: { clientX: number; clientY: number }): Point => {
    const { left, top } = canvas.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const begin = (event: PointerEvent) => {
    // A palm beside the pen, a second finger, the right button: no ink.
    if (drawing.current !== undefined || event.button !== 0) return;
    drawing.current = event.pointerId;
    canvas.current!.setPointerCapture(event.pointerId);
    strokes.current.push([placeOf(event)]);
    setEmpty(false);
    paint(canvas.current!, strokes.current);
  };
  const go = (event: PointerEvent) => {
    if (drawing.current !== event.pointerId) return;
    const passed = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const stroke = strokes.current.at(-1)!;
    stroke.push(...(passed.length > 0 ? passed : [event]).map(placeOf));
    paint(canvas.current!, strokes.current);
  };
  const end = (event: PointerEvent) => {
    if (drawing.current !== event.pointerId) return;
    drawing.current = undefined;
    const image = pictureOf(strokes.current);
    props.onChange(image ? { kind: 'drawn', image } : undefined);
  };
  const clear = () => {
    strokes.current = [];
    setEmpty(true);
    paint(canvas.current!, []);
    props.onChange(undefined);
  };
  return (
    <div className="zc-pad">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('签名框')}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      />
      {empty && (
        <span className="zc-pad-hint">
          {props.signer ? t('请{{name}}在此手写签名', { name: props.signer }) : t('请在此手写签名')}
        </span>
      )}
      {!empty && (
        <Button className="zc-pad-clear" size="small" icon={<ClearOutlined />} onClick={clear}>
          {t('重写')}
        </Button>
      )}
    </div>
  );
}

function Password(props: ControlProps): ReactNode {
  const t = useT();
  return (
    <Input.Password
      size="large"
      autoComplete="current-password"
      aria-label={t('登录密码')}
      placeholder={t('您的登录密码，代替手写签名')}
      maxLength={200}
      value={props.value?.kind === 'password' ? props.value.password : ''}
      onChange={({ target }) =>
        props.onChange(
          target.value === '' ? undefined : { kind: 'password', password: target.value },
        )
      }
    />
  );
}

function Scan(props: ControlProps): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const upload = useAction(uploadSignatureScan, {
    onDone: (file) => {
      setName(file.name);
      props.onChange({ kind: 'scan', fileId: file.fileId });
    },
    onRefused: (error) => void message.error(error.message, 8),
  });
  const send = (file: File) => {
    const body = new FormData();
    body.append('file', file, file.name);
    upload.mutate({ body } as never);
    return false;
  };
  return (
    <Upload.Dragger
      accept=".pdf,.jpg,.jpeg,.png"
      maxCount={1}
      showUploadList={false}
      beforeUpload={send}
      disabled={upload.isPending}
    >
      <UploadOutlined />{' '}
      {props.value?.kind === 'scan'
        ? t('已上传 {{name}}，点击可更换', { name })
        : t('拍照或选择签字纸的扫描件（PDF、JPG、PNG）')}
    </Upload.Dragger>
  );
}
