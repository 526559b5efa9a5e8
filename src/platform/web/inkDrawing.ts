/** Ink on a canvas: strokes as points in CSS pixels, drawn dark on white, and the small picture that is kept of them. */

export type Point = { x: number; y: number };
export type Stroke = Point[];

const INK = '#12233d';
const PEN = 2.6;
/** What is kept: enough to print a signature 5 cm wide. */
const KEPT_WIDTH = 640;
const KEPT_HEIGHT = 240;
const MARGIN = 8;
/** Under 150 kB of PNG as base64, with room. */
const MOST_CHARACTERS = 190_000;
/** A dot or a slip of the finger is no signature. */
const SMALLEST_EXTENT = 24;

export function drawStrokes(pen: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  pen.strokeStyle = INK;
  pen.fillStyle = INK;
  pen.lineWidth = PEN;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) drawStroke(pen, stroke);
}

/** Through the middles of its points, so that a quick hand makes curves, not corners. */
function drawStroke(pen: CanvasRenderingContext2D, stroke: Stroke): void {
  const [first, ...rest] = stroke;
  if (!first) return;
  pen.beginPath();
  if (rest.length === 0) {
    pen.arc(first.x, first.y, PEN / 2, 0, Math.PI * 2);
    pen.fill();
    return;
  }
  pen.moveTo(first.x, first.y);
  let last = first;
  for (const point of rest) {
    pen.quadraticCurveTo(last.x, last.y, (last.x + point.x) / 2, (last.y + point.y) / 2);
    last = point;
  }
  pen.lineTo(last.x, last.y);
  pen.stroke();
}

export type Box = { left: number; top: number; width: number; height: number };

/** What the strokes cover with a margin; undefined while there is too little for a signature. */
export function inkBox(strokes: readonly Stroke[]): Box | undefined {
  const points = strokes.flat();
  if (points.length === 0) return undefined;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (right - left + (bottom - top) < SMALLEST_EXTENT) return undefined;
  return {
    left: left - MARGIN,
    top: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  };
}

/** Twice as fine as drawn where that fits, never larger than what is kept. */
export function keptScale(box: Pick<Box, 'width' | 'height'>): number {
  return Math.min(2, KEPT_WIDTH / box.width, KEPT_HEIGHT / box.height);
}

/** The signature alone, cropped, as a PNG data address; undefined while there is none. */
export function pictureOf(strokes: readonly Stroke[]): string | undefined {
  const box = inkBox(strokes);
  if (!box) return undefined;
  for (let scale = keptScale(box); ; scale *= 0.7) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(box.width * scale));
    canvas.height = Math.max(1, Math.round(box.height * scale));
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.scale(scale, scale);
    pen.translate(-box.left, -box.top);
    drawStrokes(pen, strokes);
    const picture = canvas.toDataURL('image/png');
    if (picture.length <= MOST_CHARACTERS) return picture;
  }
}
