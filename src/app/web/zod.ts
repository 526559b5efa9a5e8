/**
 * Must be imported before any schema: without `jitless` zod probes `new Function`, which the content security policy
 * refuses and reports. Complaints of a schema checked in the browser are in the language of the page.
 */
import { z } from 'zod';
import en from 'zod/v4/locales/en.js';
import zhCN from 'zod/v4/locales/zh-CN.js';
import { language, t } from '../../platform/web/texts.ts';

const chinese = zhCN().localeError;
const english = en().localeError;

z.config({
  jitless: true,
  // “expected string, received undefined” is no sentence for people.
  customError: (issue) =>
    issue.code === 'invalid_type' && issue.input === undefined ? t('必须填写') : undefined,
  localeError: (issue) => (language() === 'en' ? english(issue) : chinese(issue)),
});
