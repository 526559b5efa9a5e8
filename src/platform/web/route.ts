/** What a slice says about its pages; the app turns it into routes, menu and search. */
import type { ComponentType } from 'react';
import type { z } from 'zod';
import type { Permission } from '../auth/permissions.ts';

/** 首页, the guideline's five parts, then 采集 and 系统. Order here is the order in the menu. */
export const MENU_PARTS = {
  home: '首页',
  responsibility: '责任制度',
  daily: '日常管理',
  configuration: '软件配置',
  ledgers: '软件台账',
  installation: '安装维护',
  discovery: '采集',
  system: '系统',
} as const;
export type MenuPart = keyof typeof MENU_PARTS;

// biome-ignore lint/suspicious/noExplicitAny: a page's props are its own affair, the router passes none
type AnyComponent = ComponentType<any>;

export type PageRoute = {
  /** `/u/$unit/devices/$id`: `$name` marks a place; every page of a unit begins with `/u/$unit`. */
  path: string;
  /** The Chinese sentence of the breadcrumb, the menu and the window title. */
  title: string;
  /** Absent: reached from another page, not from the menu. */
  menu?: { part: MenuPart; order: number };
  /** Without it in the present unit the page says whom to ask instead. */
  permission?: Permission;
  /** Checks what stands behind `?`; what does not fit is dropped. */
  search?: z.ZodType<Record<string, unknown>>;
  /** Path of the list this page belongs to: the step above it in the breadcrumb. */
  parent?: string;
  load: () => Promise<{ default: AnyComponent }>;
};

/** A tab another slice adds to a record page, e.g. sightings on a device. The component receives `{ id }`. */
export type RecordTab = {
  record: string;
  key: string;
  title: string;
  order: number;
  permission?: Permission;
  load: () => Promise<{ default: ComponentType<{ id: string }> }>;
};

/** What a slice lets be found by Ctrl K. */
export type SearchSource = {
  key: string;
  /** What is found, e.g. 计算机. */
  title: string;
  permission: Permission;
  /** At most a handful; `to` is relative to the unit. */
  find: (text: string) => Promise<{ id: string; label: string; detail?: string; to: string }[]>;
};

let tabs: RecordTab[] = [];

/** Called once by the app with all slices' tabs. */
export function setRecordTabs(all: RecordTab[]): void {
  tabs = all.toSorted((left, right) => left.order - right.order);
}

export function recordTabs(record: string): RecordTab[] {
  return tabs.filter((tab) => tab.record === record);
}

type AuditWords = { actions: Record<string, string>; objects: Record<string, string> };
let auditWords: AuditWords = { actions: {}, objects: {} };

/** Called once by the app: what the audit log calls actions and things. */
export function setAuditWords(words: AuditWords): void {
  auditWords = words;
}

export function auditWordsOf(): AuditWords {
  return auditWords;
}
