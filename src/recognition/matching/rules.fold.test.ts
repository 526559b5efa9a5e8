/** Names as people read them, and editions that are none. */
import { expect, test } from 'vitest';
import { editionsIn } from './rules.edition.ts';
import { displayName, foldText, normaliseName } from './rules.fold.ts';

test.each([
  ['WampServer 2.0', 'WampServer'],
  ['Apache HTTP Server 2.2.14', 'Apache HTTP Server'],
  ['某某服务端 ver 3.1', '某某服务端'],
  ['天正插件V5.0', '天正插件'],
  ['Foo version 4.1.2 (64-bit)', 'Foo'],
  ['SuperUser', 'SuperUser'],
  ['Foo (current user)', 'Foo'],
  ['Foo-3.2 x64', 'Foo'],
])('%s is shown as %s', (raw, shown) => {
  expect(displayName(foldText(raw))).toBe(shown);
});

test.each([
  ['Worry-Free Business Security', ['商业版']],
  ['Hands-Free Profile', undefined],
  ['Foo Free Edition', ['免费版']],
])('%s says the editions %j', (raw, editions) => {
  expect(editionsIn(normaliseName(foldText(raw)).split(' '))).toEqual(editions);
});
