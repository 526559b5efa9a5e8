import { describe, expect, it } from 'vitest';
import { offlineGuides, systemGuides } from './rules.commands.ts';
import { fileTexts } from './texts.en.ts';

const URL = 'http://10.1.2.3:8080/inventory/Token-0123456789';
const guides = systemGuides(URL);

describe('connection commands', () => {
  it('name every agent on every system, each pointing at this server with its token', () => {
    expect(guides.map((guide) => guide.agents.map(({ agent }) => agent))).toEqual(
      guides.map(() => ['glpi', 'fusioninventory', 'ocs']),
    );
    for (const { agents } of guides) {
      for (const { lines } of agents) {
        expect(lines.some(({ command }) => command.includes(URL))).toBe(true);
      }
    }
  });

  it('make Debian’s OCS agent report to the server, where its own setting would write a file', () => {
    const debian = guides.find(({ key }) => key === 'debian')!;
    const ocs = debian.agents.find(({ agent }) => agent === 'ocs')!;
    expect(ocs.lines.at(-1)!.command).toContain('--nolocal');
  });

  it('are explained in both languages', () => {
    const hints = [
      ...guides.flatMap(({ agents }) => agents.flatMap(({ lines }) => lines)),
      ...offlineGuides(),
    ].map(({ hint }) => hint);
    const titles = guides
      .map(({ title }) => title)
      .filter((title) => /[\u4e00-\u9fff]/.test(title));
    expect([...hints, ...titles].filter((text) => !(text in fileTexts))).toEqual([]);
  });
});
