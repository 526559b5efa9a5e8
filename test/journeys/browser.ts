/**
 * A real browser on a real server with its own database. `journey` is `test` where Chromium and the built pages are
 * there, else a skip that says what is missing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hashToken, newToken } from '../../src/platform/auth/passwords.ts';
import { atEnd } from '../ending.ts';
import { type Client, type TestApp, testApp } from '../harness.ts';

/** The headless shell first: with no windows of its own it does a journey in three quarters of the time. */
const CHROMIUM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path));
const PAGES = existsSync(join(import.meta.dirname, '../../dist/index.html'));

export const missing = CHROMIUM
  ? PAGES
    ? undefined
    : 'the pages are not built (npm run pages)'
  : 'no Chromium (apt-get install chromium fonts-noto-cjk, or set CHROMIUM)';
if (missing) process.stderr.write(`journeys skipped: ${missing}\n`);
export const journey = missing ? test.skip : test;

export const DESK = { width: 1366, height: 768 };
export const PHONE = { width: 375, height: 812 };

export type Journeys = {
  app: TestApp;
  base: string;
  /** A new person at a new computer. What the console complains about is collected in `complaints`. */
  person(options?: { phone?: boolean; dark?: boolean }): Promise<Page>;
  /** The same person with a session already: signing in itself is the frame's journey. */
  as(client: Client, options?: { phone?: boolean; dark?: boolean }): Promise<Page>;
  /** Errors of scripts, of the content security policy, warnings of React and antd. */
  complaints: string[];
};

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

/** Starts server and browser; both end with the test file. */
export async function startJourneys(): Promise<Journeys> {
  const app = await testApp();
  const base = await app.http.listen({ port: 0, host: '127.0.0.1' });
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM!, args: ARGUMENTS });
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  // Hooks run last in, first out: the browser must be gone before the server closes its connections.
  atEnd(async () => {
    for (const context of contexts) await context.close();
    await browser.close();
    app.http.server.closeAllConnections();
  });
  const journeys: Journeys = {
    app,
    base,
    complaints,
    async as(client, options = {}) {
      const page = await journeys.person(options);
      const value = await newSession(app, client.accountId);
      await page.context().addCookies([{ name: 'zhengce_session', value, url: base }]);
      return page;
    },
    async person(options = {}) {
      const context = await browser.newContext({
        baseURL: base,
        viewport: options.phone ? PHONE : DESK,
        colorScheme: options.dark ? 'dark' : 'light',
        locale: 'zh-CN',
        acceptDownloads: true,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        const expected = /Failed to load resource/.test(message.text());
        if (['error', 'warning'].includes(message.type()) && !expected) {
          complaints.push(message.text());
        }
      });
      return page;
    },
  };
  return journeys;
}

async function newSession(app: TestApp, accountId: string): Promise<string> {
  const token = newToken();
  const owner = new pg.Client(app.database.owner);
  await owner.connect();
  await owner.query(
    `insert into platform_session (token_hash, account_id, created_at, last_seen_at, expires_at)
     values ($1, $2, now(), now(), now() + interval '1 hour')`,
    [hashToken(token), accountId],
  );
  await owner.end();
  return token;
}

/** Waits for what the page comes to show; not a limit on speed, the machine may be busy. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: 20_000, interval: 100 });
}

/** A hand that writes on the signature pad: it is drawn on, not filled in. */
export async function write(page: Page): Promise<void> {
  const pad = page.locator('.zc-pad canvas');
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (let at = 0; at < 30; at++) {
    await page.mouse.move(box.x + 40 + at * 5, box.y + 70 + Math.sin(at / 3) * 25);
  }
  await page.mouse.up();
}

/** How far the page is wider than the window; 0 when nothing has to be scrolled sideways. */
export async function overhang(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}

/** Signs in through the page and waits for the frame, or for the page that asks for a password of one's own. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('用户名或工号').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(u\/|password\?)/);
}
