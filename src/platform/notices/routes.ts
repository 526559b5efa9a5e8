/** Binds the endpoints of notices, to-dos and their settings. */
import { refuse } from '../../base/refusal.ts';
import type { App } from '../http/app.ts';
import { route } from '../http/route.ts';
import { speakerFor } from '../http/texts.ts';
import * as commands from './commands.ts';
import { composeMail } from './rules.ts';
import { mailProblem, postHook, sendMail } from './send.ts';
import * as shapes from './shapes.ts';
import { type MailMode, NOTICE_KINDS, type NoticeKind } from './shapes.ts';
import * as store from './store.ts';
import { todosFor } from './todos.ts';

type Asked = { headers: Record<string, unknown> };
const say = (request: Asked) =>
  speakerFor(request.headers['accept-language'] as string | undefined);

export function register(app: App): void {
  registerInbox(app);
  registerPreferences(app);
  registerMail(app);
  registerWebhooks(app);
}

function registerInbox(app: App): void {
  route(app, shapes.listNotices, async ({ cx, query, request }) => {
    const found = await store.listNotices(cx, query);
    const speak = say(request);
    return {
      ...found,
      items: found.items.map(({ sentence, params, readAt, ...one }) => ({
        ...one,
        text: speak(sentence, params),
        read: readAt !== null,
      })),
    };
  });
  route(app, shapes.countNotices, async ({ cx }) => ({ unread: await store.unreadCount(cx) }));
  route(app, shapes.readNotices, async ({ cx, body }) => ({
    read: await store.markRead(cx, body.ids),
  }));
  route(app, shapes.listTodos, async ({ cx, request }) => {
    const speak = say(request);
    const lines = await todosFor(cx);
    return {
      items: lines.map(({ sentence, params, dueOn = null, ...line }) => ({
        ...line,
        title: speak(sentence, params),
        dueOn,
        overdue: dueOn !== null && dueOn < cx.today,
      })),
    };
  });
}

function registerPreferences(app: App): void {
  const kinds = Object.keys(NOTICE_KINDS) as NoticeKind[];
  const modesOf = async (cx: Parameters<typeof store.markRead>[0]) => {
    const { personId } = cx.actor;
    const saved = personId
      ? await store.preferencesOf(cx.tx, cx.unitId, [personId])
      : new Map<string, MailMode>();
    const modes = kinds.map((kind) => [kind, saved.get(`${personId}/${kind}`) ?? 'digest']);
    return { modes: Object.fromEntries(modes) as Record<NoticeKind, MailMode> };
  };
  route(app, shapes.getPreferences, ({ cx }) => modesOf(cx));
  route(app, shapes.savePreferences, async ({ cx, body }) => {
    if (!cx.actor.personId) {
      throw refuse(
        'platform.noPerson',
        '您的账号没有对应的人员，不会收到邮件',
        {},
        { status: 409 },
      );
    }
    await store.savePreferences(cx, cx.actor.personId, body.modes);
    return modesOf(cx);
  });
}

function registerMail(app: App): void {
  route(app, shapes.getNoticeSettings, ({ cx }) => commands.settings(cx, app.directory));
  route(app, shapes.saveMailSettings, async ({ cx, body }) => {
    await commands.saveMail(cx, body);
    return commands.settings(cx, app.directory);
  });
  route(
    app,
    shapes.testMail,
    async ({ cx, body, request }) => {
      const account = await app.database.read((tx) => commands.mailAccount(tx, cx.unitId));
      if (account.host === '' || account.sender === '') {
        throw refuse(
          'platform.mailIncomplete',
          '启用邮件前请填写服务器地址和发件人',
          {},
          { status: 409 },
        );
      }
      const line = { text: say(request)('这是正册发出的测试邮件。'), url: account.publicAddress };
      try {
        return { answer: await sendMail(account, { to: body.to, ...composeMail('', [line]) }) };
      } catch (error) {
        const problem = mailProblem(error, account.password);
        throw refuse(
          'platform.mailRefused',
          '邮件没有发出，服务器的答复：{{answer}}',
          { answer: problem },
          { status: 409 },
        );
      }
    },
    { ownTransactions: true, ratePerMinute: 30 },
  );
}

function registerWebhooks(app: App): void {
  route(app, shapes.addWebhook, async ({ cx, body }) => {
    await commands.addWebhook(cx, body);
    return commands.settings(cx, app.directory);
  });
  route(app, shapes.removeWebhook, async ({ cx, params }) => {
    await commands.removeWebhook(cx, params.webhook);
    return commands.settings(cx, app.directory);
  });
  route(
    app,
    shapes.testWebhook,
    async ({ cx, params, request }) => {
      const [hook] = await app.database.read((tx) =>
        store.webhooksOf(tx, cx.unitId, params.webhook),
      );
      if (!hook)
        throw refuse('platform.noWebhook', '没有这个网络钩子，可能已删除', {}, { status: 404 });
      const account = await app.database.read((tx) => commands.mailAccount(tx, cx.unitId));
      const message = {
        unit: '',
        kind: NOTICE_KINDS.system.label,
        text: say(request)('这是正册发出的测试消息。'),
        url: account.publicAddress,
        people: 1,
        at: cx.now.toISOString(),
      };
      const problem = await postHook(commands.openHook(cx.unitId, hook), message, cx.now);
      if (problem === undefined) return { answer: 'OK' };
      throw refuse(
        'platform.hookRefused',
        '消息没有发出，对方的答复：{{answer}}',
        { answer: problem },
        { status: 409 },
      );
    },
    { ownTransactions: true, ratePerMinute: 30 },
  );
}
