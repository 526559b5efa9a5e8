/** Binds the registers' reads. The forms as files are bound by the reporting slice. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import * as registers from './commands.ts';
import { form9Software } from './rules.ts';
import { listForm7, listForm8, listForm9, listOpenInstalls } from './shapes.ts';

export function register(app: App): void {
  route(app, listForm7, async ({ query, cx, scope }) => {
    const when = registers.whenOf(cx, query);
    const page = await registers.form7Lines(cx, when, registers.reachOf(cx, scope), query);
    return { ...page, header: await registers.form7Header(cx, when), asOf: when.asOf };
  });
  route(app, listForm8, async ({ query, cx, scope }) => {
    const when = registers.whenOf(cx, query);
    const page = await registers.form8Page(cx, when, registers.reachOf(cx, scope), query);
    return { ...page, header: await registers.formHeader(cx, when), asOf: when.asOf };
  });
  route(app, listForm9, async ({ query, cx }) => {
    const when = registers.whenOf(cx, query);
    const header = await registers.formHeader(cx, when);
    const software = await registers.sheetSoftware(cx, when, query.software);
    if (!software) return { items: [], header, asOf: when.asOf, software: null };
    const page = await registers.form9Page(cx, when, { ...query, software: software.id });
    return { ...page, header, asOf: when.asOf, software: form9Software(software) };
  });
  route(app, listOpenInstalls, async ({ query, cx, scope }) => {
    const when = registers.whenOf(cx, query);
    const page = await registers.openInstalls(cx, when, registers.reachOf(cx, scope), query);
    return { ...page, asOf: when.asOf };
  });
}
