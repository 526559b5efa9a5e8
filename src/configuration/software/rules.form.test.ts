/** The create form asks a type only what it may carry, and drops answers of another type. */
import { describe, expect, it } from 'vitest';
import { factsOfDraft, STEP_FIELDS, stepsOf, usualMethod } from './rules.form.ts';
import { checkSoftware, FIELD_TITLES, METHODS, presenceOf } from './rules.ts';
import type { FactField, SoftwareType } from './shapes.ts';

const TYPES: SoftwareType[] = ['commercial', 'oem', 'free', 'selfDeveloped'];

describe('the create form', () => {
  it('asks every required attribute of every type and method', () => {
    for (const softwareType of TYPES) {
      const asked = stepsOf(softwareType).flatMap((step) => STEP_FIELDS[step]);
      for (const acquisitionMethod of METHODS[softwareType]) {
        for (const field of Object.keys(FIELD_TITLES) as FactField[]) {
          const needed = presenceOf(field, { softwareType, acquisitionMethod }) === 'required';
          if (needed) expect(asked, `${softwareType} ${field}`).toContain(field);
        }
      }
    }
  });

  it('proposes the usual way in', () => {
    expect(TYPES.map(usualMethod)).toEqual([
      'purchase',
      'preinstalled',
      'freeDownload',
      'selfDeveloped',
    ]);
  });

  it('drops answers that the type must not carry', () => {
    const draft = {
      softwareType: 'oem',
      acquisitionMethod: 'preinstalled',
      softwareName: 'X系统',
      softwareVersion: 'v11',
      purchaseDate: '2024-03-01',
      licenseQuantity: 3,
      serialNumbers: ['A-1'],
      remark: '',
    };
    const made = factsOfDraft(draft);
    if (!('facts' in made)) throw new Error('not accepted');
    expect(made.facts).toMatchObject({ purchaseDate: null, licenseQuantity: null, remark: null });
    const context = { today: '2026-01-01', selfDevelopedEnabled: false };
    expect(checkSoftware(made.facts, context)).toEqual([]);
  });

  it('names the field of what is wrong', () => {
    const made = factsOfDraft({ softwareType: 'free', acquisitionMethod: 'freeDownload' });
    expect(made).toEqual({ problems: [{ path: 'softwareName', message: '软件名称必须填写' }] });
  });
});
