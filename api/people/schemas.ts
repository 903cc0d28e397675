/** People and units as the API shows them. */

import { z } from 'zod';
import { UNIT_SYMBOL } from '../../forms/file-numbers.js';
import { LEAST_PASSWORD } from '../../forms/least.js';
import { SYSTEMS } from '../../workers/ports.js';
import { rule } from '../http/language.js';
import { ACTS, type Act } from '../policy/acts.js';
import { ROLES } from '../policy/person.js';

export const roleSchema = z.enum(ROLES).meta({ id: 'Role' });

export const loginSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(
    /^[a-z0-9][a-z0-9._-]*$/,
    rule('Oczekiwano małych liter, cyfr, kropek i kresek', 'Expected small letters, digits, dots and dashes'),
  );

export const newPasswordSchema = z
  .string()
  .min(LEAST_PASSWORD, rule(`Oczekiwano co najmniej ${LEAST_PASSWORD} znaków`, `Expected ${LEAST_PASSWORD} characters or more`))
  .max(500);

export const personSchema = z
  .object({
    login: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    roles: z.array(roleSchema),
    unit: z.string().nullable(),
    tierLead: z.boolean(),
    active: z.boolean(),
  })
  .meta({ id: 'Person' });

export const unitSchema = z
  .object({
    id: z.string().min(1).max(80),
    name: z.string().min(1).max(200),
    kind: z.enum(['contact-centre', 'department']),
    hours: z.string().max(400),
    phone: z.string().max(60),
    symbol: z
      .string()
      .trim()
      .regex(UNIT_SYMBOL)
      .default('')
      .meta({ description: 'Of file numbers in the built-in EOD, as WDT; empty: the id in capitals.' }),
    competence: z.string().max(2000),
    substituteUnit: z.string().nullable(),
    head: z.string().max(120).nullable().default(null).meta({ description: 'Login; hears of promises that are exceeded by half.' }),
    active: z.boolean(),
  })
  .meta({ id: 'Unit', description: 'A unit card, shown when a case is handed on.' });

export const unitNowSchema = unitSchema
  .extend({
    isOpen: z.boolean().nullable().meta({ description: 'Now, by its hours and the public holidays; null: its hours can’t be read.' }),
  })
  .meta({ id: 'UnitNow' });

export const sessionSchema = z
  .object({
    person: z.object({
      login: z.string(),
      name: z.string(),
      roles: z.array(roleSchema),
      unit: z.string().nullable(),
      tierLead: z.boolean(),
    }),
    may: z.array(z.enum(Object.keys(ACTS) as [Act, ...Act[]])).meta({ description: 'Acts that the person may do on some case or other.' }),
    passwordToChange: z.boolean().meta({ description: 'An administrator gave the password: until it is changed nothing else is open.' }),
    registers: z
      .array(z.enum(SYSTEMS))
      .meta({ description: 'Systems that are a register of ours; the others have pages of their own, elsewhere.' }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });
